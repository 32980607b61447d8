import type { ColumnType } from "./column-map.ts";

/**
 * The levels at which two values compare, from what is silent through the worst to the best. A level's number is its
 * place here, in the engine and in the SQL of the oracle alike.
 */
export const levels = {
  name: ["missing", "differs", "resembles", "alike", "part-of", "other-name", "swapped", "same"],
  date: ["missing", "differs", "two-parts", "one-slip", "swapped", "same"],
  place: ["missing", "differs", "same-district", "one-slip", "former", "same"],
  identifier: ["missing", "differs", "one-slip", "former", "same"],
  category: ["missing", "differs", "same"],
} as const satisfies Record<ColumnType, readonly string[]>;

export type Level = (typeof levels)[ColumnType][number];

/** What a level means to whoever reads the evidence, after the name of the column. */
export const levelWords: Record<Level, string> = {
  missing: "missing",
  differs: "differs",
  resembles: "somewhat alike",
  alike: "spelt nearly the same",
  "part-of": "one is part of the other",
  "other-name": "the same as another or former one",
  swapped: "exchanged",
  "two-parts": "two of day, month and year the same",
  "one-slip": "differs by one slip",
  "same-district": "in the same district",
  former: "the same as a former one",
  same: "the same",
};

/** How likely each level is held to be between two records of one child before anything is learnt. */
export const firstGuess: Record<ColumnType, readonly number[]> = {
  name: [0, 0.02, 0.01, 0.03, 0.03, 0.02, 0.01, 0.88],
  date: [0, 0.01, 0.01, 0.02, 0.01, 0.95],
  place: [0, 0.12, 0.02, 0.02, 0.02, 0.82],
  identifier: [0, 0.01, 0.02, 0.02, 0.95],
  category: [0, 0.02, 0.98],
};

/** How likely each level is held to be between two children where the lists say nothing of a column. */
export const strangersGuess: Record<ColumnType, readonly number[]> = {
  name: [0, 0.97, 0.02, 0.004, 0.002, 0.001, 0.0001, 0.0025],
  date: [0, 0.92, 0.075, 0.003, 0.0003, 0.0002],
  place: [0, 0.96, 0.0385, 0.0005, 0.0005, 0.0005],
  identifier: [0, 0.99998, 0.00001, 0.000001, 0.000001],
  category: [0, 0.5, 0.5],
};

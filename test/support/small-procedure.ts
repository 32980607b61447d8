import { type Procedure, readProcedure } from "../../src/procedures/index.ts";

type Written = Record<string, unknown>;

const example = { says: "Invented", now: "2026-03-03", state: "open", due: "2026-03-03", boundary: true };
const definition = {
  clause: "T1",
  says: "A child without education.",
  after: "0 weeks",
  "out-of-scope": Object.fromEntries(
    ["not-of-compulsory-school-age", "on-a-roll", "educated-otherwise", "home-educated", "abroad"].map(
      (reason) => [reason, { clause: "T1", says: reason }],
    ),
  ),
  examples: [1, 2].map((day) => ({
    says: "Invented",
    situation: "without-education",
    today: `2026-03-0${day}`,
    standing: "missing-education",
    boundary: true,
  })),
};
const onRoll = { outcome: "on-roll", says: "the child is on a roll", clause: "T9", needs: "roll-confirmed" };

/** The text of a small invented procedure; what an obligation leaves out is filled with words of no matter. */
export function smallText({ obligations, ...head }: { obligations: readonly Written[] } & Written): string {
  return JSON.stringify(
    {
      ...{ procedure: "small", title: "A small procedure", version: "1", "in-force-from": "2020-01-01" },
      ...{ definition, outcomes: [onRoll], ...head },
      obligations: obligations.map((written) => ({
        ...{ clause: "T2", asks: `To do: ${written.id}.`, role: "cme-officer", within: "5 working days" },
        ...{ examples: [example, example, example], ...written },
      })),
    },
    undefined,
    1,
  );
}

/** A small invented procedure for a test. Throws with its mistakes. */
export function smallProcedure(written: Parameters<typeof smallText>[0]): Procedure {
  const read = readProcedure(smallText(written));
  if ("procedure" in read) return read.procedure;
  throw new Error(read.mistakes.map(({ line, field, mend }) => `${line} ${field}: ${mend}`).join("\n"));
}

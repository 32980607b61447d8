import type { Numbers } from "./numbers.ts";

/** A procedure with its version, and its file where two are compared. */
export function calledIn(numbers: readonly Numbers[]): (one: Numbers) => string {
  const isAlone = numbers.length === 1;
  return ({ title, version, file }) =>
    `${title}, version ${version}${isAlone ? "" : ` (${file.split("/").at(-1)})`}`;
}

/** What a chart or column is of: nothing more to say where there is one procedure. */
export function placeIn(numbers: readonly Numbers[], one: Numbers): string {
  return numbers.length === 1 ? one.title : one === numbers[0] ? "First" : "Second";
}

/** A number in a cell of a table. */
export function number(value: number | null): string {
  return value === null ? "none" : value.toLocaleString("en-GB");
}

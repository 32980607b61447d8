import type { Chance } from "./chance.ts";
import type { CsvFile } from "./csv-file.ts";
import type { SchooledChild } from "./family-schooling.ts";
import type { UpnBook } from "./upn-book.ts";

/** A child on its way through the lists. Each list adds the places of the rows that it wrote. */
export type ListedChild = SchooledChild & {
  /** Its UPN for life; empty for a child that was never at a state-funded school. */
  upn: string;
  /** Runs of lines in files, the header being line 1. */
  rows: { file: string; first: number; last: number }[];
};

/** The child with the UPN that its first state-funded school gave it. */
export function listedChild(schooled: SchooledChild, upns: UpnBook, chance: Chance): ListedChild {
  return { ...schooled, upn: upnOf(schooled, upns, chance), rows: [] };
}

function upnOf({ child, cohort, schooling }: SchooledChild, upns: UpnBook, chance: Chance): string {
  const [first] = schooling.spells;
  if (!first || (first.school.phase === "independent" && !chance.happens(0.15))) return "";
  const { moved, schools, catchment } = child.family;
  const then = first.oldAddress && moved ? moved : { schools, catchment };
  const reception = then.schools.primaries[then.catchment];
  return upns.permanent(
    first.school.phase === "primary" || !reception ? first.school : reception,
    cohort + 5,
  );
}

/** Writes a row about the child and remembers where it stands. */
export function listRow(listed: ListedChild, file: CsvFile, cells: string): void {
  const line = file.row(cells);
  const run = listed.rows.at(-1);
  if (run?.file === file.name && run.last === line - 1) run.last = line;
  else listed.rows.push({ file: file.name, first: line, last: line });
}

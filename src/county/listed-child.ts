import type { Chance } from "./chance.ts";
import type { CsvFile } from "./csv-file.ts";
import type { SchooledChild } from "./family-schooling.ts";
import { schoolFor } from "./schooling.ts";
import type { UpnBook } from "./upn-book.ts";

/** A child on its way through the lists. Each list adds the place of the row that it wrote. */
export type ListedChild = SchooledChild & {
  /** Its UPN for life; empty for a child that was never at a state-funded school. */
  upn: string;
  /** `file:line`, the header being line 1. */
  rows: string[];
};

/** The child with the UPN that its first state-funded school gave it. */
export function listedChild(schooled: SchooledChild, upns: UpnBook, chance: Chance): ListedChild {
  const { child, cohort, schooling } = schooled;
  const { schools, catchment } = child.family;
  const atSchool = schooling.spells.length > 0 && (!child.family.independent || chance.happens(0.15));
  const first = schools.primaries[catchment] ?? schoolFor(child, schools, catchment, 0);
  return { ...schooled, upn: atSchool ? upns.permanent(first, cohort + 5) : "", rows: [] };
}

/** Writes a row about the child and remembers where it stands. */
export function listRow(listed: ListedChild, file: CsvFile, cells: string): void {
  listed.rows.push(`${file.name}:${file.row(cells)}`);
}

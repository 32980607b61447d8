import { roles } from "../roles.ts";
import type { PersonToBe } from "./demonstration-people.store.ts";

/**
 * The people of the story that the demonstration tells, in its order: the school attendance officer who reports a leaver,
 * the CME officer who opens the case, the attendance officer of the school's area who visits, and the school of the other
 * authority where the child is found. Of people in the order of their authorities.
 */
export function inTheStory<Person extends PersonToBe>(people: readonly Person[]): Person[] {
  const [here, there] = [...Map.groupBy(people, ({ authority }) => authority).values()];
  const school = here?.find(({ role }) => role === "school-attendance-officer");
  const visitors = here?.filter(({ role }) => role === "area-attendance-officer") ?? [];
  return [
    school,
    here?.find(({ role }) => role === "cme-officer"),
    visitors.find(({ areaId }) => areaId === school?.areaId) ?? visitors[0],
    there?.find(({ role }) => role === "school-attendance-officer"),
  ].filter((person) => person !== undefined);
}

/** The same people by authority, and there those of one role together. */
export function byAuthorityAndRole<Person extends PersonToBe>(
  people: readonly Person[],
): Map<string, Person[]> {
  const place = ({ role }: PersonToBe) => roles.indexOf(role);
  return new Map(
    [...Map.groupBy(people, ({ authority }) => authority)].map(([authority, staff]) => [
      authority,
      staff.toSorted((one, other) => place(one) - place(other)),
    ]),
  );
}

import { type LengthId, lengthOn, lengths } from "../../cases/index.ts";
import { isOfCompulsorySchoolAge, reasonInWords } from "../../children/index.ts";
import type { ExclusionKind, MissingChild } from "./missing.store.ts";

/** Those whom the report is narrowed to. */
export const groups = {
  register: "On the register",
  permanent: "Permanently excluded, nothing new begun",
  "managed-move": "Managed move, nothing new begun",
} as const;
export type Group = keyof typeof groups;

export type MissingFilter = {
  group?: Group | undefined;
  area?: number | undefined;
  school?: number | undefined;
  reason?: string | undefined;
  length?: LengthId | undefined;
};

/**
 * Each child once: on the register, excluded with nothing new begun, or both; the longest missing first. Who is not of compulsory school age
 * on the day and has no case is left out: pure. [H05]
 */
export function eachOnce(
  cases: readonly MissingChild[],
  excluded: readonly MissingChild[],
  day: Temporal.PlainDate,
): MissingChild[] {
  const kinds = new Map(excluded.map((each) => [each.childId, each]));
  const withCase = new Set(cases.map(({ childId }) => childId));
  const ofAge = ({ dateOfBirth }: MissingChild) =>
    dateOfBirth === null || isOfCompulsorySchoolAge(dateOfBirth, day);
  const both = cases.map((each) => {
    const exclusion = kinds.get(each.childId);
    return exclusion ? { ...each, excluded: exclusion.excluded, entryId: exclusion.entryId } : each;
  });
  const others = excluded.filter(
    (each) => (each.childId === null || !withCase.has(each.childId)) && ofAge(each),
  );
  return longestFirst([...both, ...others]);
}

/** Each day is written once and not at each comparison: days and keys stand in the order of their letters. */
function longestFirst(children: readonly MissingChild[]): MissingChild[] {
  return children
    .map((child) => ({ child, place: `${child.missingSince?.toString() ?? ""} ${keyOf(child)}` }))
    .sort((one, other) => (one.place < other.place ? -1 : 1))
    .map(({ child }) => child);
}

/** What names a row on the pages of the list. */
export function keyOf({ caseId, entryId }: Pick<MissingChild, "caseId" | "entryId">): string {
  return caseId === null ? `e${entryId}` : `c${caseId}`;
}

/** The word by which a child's reason is counted: the case's, or else what kind of exclusion it is. */
export function reasonOf({ reason, excluded }: MissingChild): string {
  return reason ?? excluded ?? "not-known";
}

/** The same as people say it. */
export function whyInWords(word: string): string {
  return Object.hasOwn(groups, word) ? groups[word as ExclusionKind] : reasonInWords(word);
}

/** If a child is left by the filter on a day. */
export function isLeft(child: MissingChild, filter: MissingFilter, day: Temporal.PlainDate): boolean {
  const { group, area, school, reason, length } = filter;
  const inGroup =
    group === undefined || (group === "register" ? child.caseId !== null : child.excluded === group);
  return (
    inGroup &&
    (area === undefined || (child.areaId ?? 0) === area) &&
    (school === undefined || (child.schoolId ?? 0) === school) &&
    (reason === undefined || reasonOf(child) === reason) &&
    (length === undefined || lengthOn(child.missingSince, day) === length)
  );
}

/** One line of a table of counts: what is counted, how many, and the filter that leaves just them. */
export type Counted = { text: string; count: number; filter: MissingFilter };

/** How many there are by reason, area, school and length, the most first and lengths in their order. [H05] */
export function countsOf(children: readonly MissingChild[], day: Temporal.PlainDate) {
  const by = (of: (child: MissingChild) => { key: string; text: string; filter: MissingFilter }) => {
    const counts = new Map<string, Counted>();
    for (const child of children) {
      const { key, ...line } = of(child);
      const own = counts.get(key);
      if (own) own.count += 1;
      else counts.set(key, { ...line, count: 1 });
    }
    return [...counts.values()].sort(
      (one, other) => other.count - one.count || one.text.localeCompare(other.text),
    );
  };
  const inBand = Map.groupBy(children, ({ missingSince }) => lengthOn(missingSince, day));
  return {
    reasons: by((child) => {
      const reason = reasonOf(child);
      return { key: reason, text: whyInWords(reason), filter: { reason } };
    }),
    areas: by(({ areaId, area }) => {
      const id = areaId ?? 0;
      return { key: String(id), text: area ?? "No area yet", filter: { area: id } };
    }),
    schools: by(({ schoolId, school }) => {
      const id = schoolId ?? 0;
      return { key: String(id), text: school ?? "No school", filter: { school: id } };
    }),
    lengths: lengths.map(
      ({ id, text }): Counted => ({ text, count: inBand.get(id)?.length ?? 0, filter: { length: id } }),
    ),
  };
}

import { createHash } from "node:crypto";
import type { Candidate, Identity } from "../matching/index.ts";
import type { Referral } from "./referrals.store.ts";

/** The child of a referral, as every list is searched for them. */
export function soughtChild({ content: { child } }: Pick<Referral, "content">): Identity {
  const { forename, surname, otherSurname, sex, upn, formerUpn, postcode, dateOfBirth } = child;
  return {
    ...{ forename, surname, otherSurname, sex, upn, formerUpn, postcode, middleNames: "", otherForename: "" },
    dateOfBirth: dateOfBirth ? Temporal.PlainDate.from(dateOfBirth) : null,
  };
}

/** The candidates apart: the child's own record that the referral is about, and everybody else. */
export function candidatesApart(
  candidates: readonly Candidate[],
  childId: number | null,
): { own: Candidate | undefined; others: Candidate[] } {
  const isOwn = (candidate: Candidate) => childId !== null && candidate.childId === childId;
  return { own: candidates.find(isOwn), others: candidates.filter((candidate) => !isOwn(candidate)) };
}

/** Tells whether a search brought the same candidates, each as likely as before. */
export function fingerprintOf(candidates: readonly Candidate[]): string {
  const told = candidates
    .map(({ key, likelihood, entries }) => `${key} ${likelihood} ${entries.length}`)
    .sort();
  return createHash("sha256").update(told.join("\n")).digest("hex").slice(0, 16);
}

/** A roll on which the child, or one who is likely the child, stands today, other than the sender's. */
export type RollFound = { schoolName: string; since: Temporal.PlainDate | null; likely: boolean };

/** The rolls that may end the search at once: the child is on one of them. [A06] */
export function rollsFound(
  { own, others }: ReturnType<typeof candidatesApart>,
  senderSchool: string | null,
  today: Temporal.PlainDate,
): RollFound[] {
  const likely = others.filter(({ likelihood }) => likelihood === "very-likely" || likelihood === "possible");
  const candidates = own ? [own, ...likely] : likely;
  return candidates.flatMap((candidate) =>
    candidate.entries
      .filter(
        ({ list, schoolName, startsOn, endsOn }) =>
          list === "school-roll" &&
          schoolName !== senderSchool &&
          (!endsOn || Temporal.PlainDate.compare(endsOn, today) >= 0) &&
          (!startsOn || Temporal.PlainDate.compare(startsOn, today) <= 0),
      )
      .map(({ schoolName, startsOn }) => ({
        schoolName: schoolName ?? "a school",
        since: startsOn,
        likely: candidate === own || candidate.likelihood === "very-likely",
      })),
  );
}

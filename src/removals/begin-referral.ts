import type { Context } from "../context.ts";
import { draftOf, keepDraft } from "../drafts/index.ts";
import type { Due } from "../procedures/index.ts";
import { type Answers, addressOf, draftSubject, formsOfSchool } from "../referrals/index.ts";
import type { PupilToRemove } from "./pupil-to-remove.ts";
import type { Removal } from "./removals.store.ts";
import { referralAsked } from "./what-procedures-ask.ts";

/** The reason for removal of form CME1 that a ground stands for. */
const reasonOnForm: Readonly<Record<string, string>> = {
  ...{ "2024-A": "another-school", "2024-F": "home-education", "2024-G": "moved" },
  ...{ "2024-H": "absent", "2024-I": "absent", "2024-O": "excluded" },
  ...{ "2006-b": "another-school", "2006-d": "home-education", "2006-e": "moved" },
  ...{ "2006-f": "absent", "2006-h": "absent", "2006-m": "excluded" },
};

export type ReferralOwed = { clause: string; asks: string; due: Due | undefined; at: string };

/** The referral that the procedure of the school's authority asks for after this removal, and where it is made. [C18] [D01] */
export function referralOwed(
  context: Pick<Context, "procedures" | "now">,
  { child, school, follower, calendars }: PupilToRemove,
  { removal, removedOn }: { removal: Pick<Removal, "newLaestab">; removedOn: Temporal.PlainDate },
): ReferralOwed | undefined {
  const asked = referralAsked(context.procedures, follower, {
    ...{ removedOn, now: context.now, calendars },
    isDestinationConfirmed: removal.newLaestab !== null,
    place: { schoolId: school.id, authorityId: school.authorityId },
  });
  const form = formsOfSchool(context.procedures, follower).find(({ definition }) =>
    definition.steps.some(({ slug }) => slug === "leaving"),
  );
  return asked && form && { ...asked, at: addressOf(child, form.at) };
}

/**
 * Begins the referral that the procedure asks for after a removal: what the removal has already told stands in its draft,
 * so that nobody types it again. A draft that was begun before is left as it is. [D01]
 */
export async function beginReferral(
  context: Context,
  pupil: PupilToRemove,
  { removal, removedOn, answers }: { removal: Removal; removedOn: Temporal.PlainDate; answers: Answers },
): Promise<void> {
  if (!referralOwed(context, pupil, { removal, removedOn })) return;
  const form = formsOfSchool(context.procedures, pupil.follower).find(({ definition }) =>
    definition.steps.some(({ slug }) => slug === "leaving"),
  );
  if (!form) return;
  const pages: Record<string, Record<string, string>> = {
    leaving: {
      ...(removal.lastAttendedOn && dayFields("lastAttended", removal.lastAttendedOn)),
      ...dayFields("removedOn", removedOn),
      ...{ roll: "removed", newSchool: removal.newSchool, destinationSaid: removal.reason },
      ground: reasonOnForm[`${removal.regulations}-${removal.letter}`] ?? "not-known",
    },
    ...(answers["schoolTried"] && {
      enquiries: {
        result: String(answers["schoolTried"]),
        ...dayFields("lastTried", Temporal.PlainDate.from(String(answers["schoolTriedOn"]))),
      },
    }),
    "transfer-file": { file: removal.transferFile },
  };
  for (const [slug, typed] of Object.entries(pages)) {
    const subject = draftSubject(pupil.child.id, slug);
    if (!(await draftOf(context, form.definition.form, subject)))
      await keepDraft(context, form.definition.form, subject, typed);
  }
}

function dayFields(name: string, { day, month, year }: Temporal.PlainDate): Record<string, string> {
  return { [`${name}-day`]: String(day), [`${name}-month`]: String(month), [`${name}-year`]: String(year) };
}

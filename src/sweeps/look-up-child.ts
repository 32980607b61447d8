import { dayOf } from "../calendar/index.ts";
import type { Context } from "../context.ts";
import { asTheProgram } from "../enquiries/index.ts";
import { type Candidate, type Identity, searchInAuthority } from "../matching/index.ts";
import type { SweepLikelihood } from "./sweep.ts";
import type { Meeting } from "./sweeps.store.ts";

/** What the lists say of a child who was met, and no more than is needed on the street. */
export type LookedUp = {
  likelihood: SweepLikelihood;
  foundAt: string;
  onRoll: boolean;
  /** The record that is very likely the child's; not for the page. */
  childId: number | null;
};

/** Looks a child up in every list of an authority, and tells how likely it is known and where it is educated today. [E06] [A11] */
export async function lookUpChild(
  context: Context,
  authorityId: number,
  met: Pick<Meeting, "forename" | "surname" | "dateOfBirth" | "sex" | "postcode">,
): Promise<LookedUp> {
  const sought: Identity = {
    ...{ middleNames: "", otherForename: "", otherSurname: "", upn: null, formerUpn: null },
    ...{ forename: met.forename, surname: met.surname, dateOfBirth: met.dateOfBirth },
    ...{ sex: met.sex, postcode: met.postcode },
  };
  const candidates = await asTheProgram(context, (program) =>
    searchInAuthority(program, sought, authorityId),
  );
  await context.audit({
    ...{ act: "searched lists", subject: "list", authorityId },
    details: { found: candidates.length, children: candidates.flatMap(({ childId }) => childId ?? []) },
  });
  const best = candidates.find(isLikely);
  if (!best) return { likelihood: "none", foundAt: "", onRoll: false, childId: null };
  const likelihood = best.likelihood === "very-likely" ? "very-likely" : "possible";
  const roll = rollToday(best, dayOf(context.now));
  const atHome = best.entries.some(({ list }) => list === "home-education");
  return {
    likelihood,
    foundAt: roll
      ? `On the roll of ${roll}`
      : atHome
        ? "On the home education register"
        : "On no school's roll",
    onRoll: roll !== undefined || atHome,
    childId: likelihood === "very-likely" ? best.childId : null,
  };
}

function isLikely({ likelihood }: Candidate): boolean {
  return likelihood === "very-likely" || likelihood === "possible";
}

function rollToday({ entries }: Candidate, today: Temporal.PlainDate): string | undefined {
  const roll = entries.find(
    ({ list, startsOn, endsOn }) =>
      list === "school-roll" &&
      (!startsOn || Temporal.PlainDate.compare(startsOn, today) <= 0) &&
      (!endsOn || Temporal.PlainDate.compare(endsOn, today) >= 0),
  );
  return roll && (roll.schoolName ?? "a school");
}

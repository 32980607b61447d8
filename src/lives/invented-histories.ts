import type { Calendars } from "../calendar/index.ts";
import type { History, PastFact } from "../cases/index.ts";
import { type CaseFact, isOwedNow, obligationsOf, type Procedure } from "../procedures/index.ts";
import { befallingAfter } from "./befalling.ts";
import { beginningOf, mannerOf } from "./beginnings.ts";
import type { Chance } from "./chance.ts";
import { soonestOf } from "./coming.ts";
import { nextTurn, strikeOut } from "./diary.ts";
import { oneOf } from "./doing.ts";
import { factsOfTurn } from "./facts-of-turn.ts";
import type { Leaver, MissingPupil } from "./missing-pupil.ts";
import { isAfter } from "./office-hours.ts";

/** What an invented past is lived by: the procedures that apply to the child, the terms, and until when it is lived. */
export type Surroundings = { procedures: readonly Procedure[]; calendars: Calendars; now: Temporal.Instant };

/** No past has more turns than this, whatever the procedures repeat. */
const mostTurns = 200;

/**
 * What could have happened to a missing pupil so far. It is lived through: something befalls the child, and whoever owes
 * a duty by the procedures that apply does it, mostly in time, now and then late. What does not end its duty is not tried
 * twice. So each case stands where a real one could. The same chance gives the same past.
 */
export function inventedHistory(missing: MissingPupil, around: Surroundings, chance: Chance): History {
  const { now, procedures } = around;
  const manner = mannerOf(missing.nth ?? Math.floor(chance() * 1000));
  const pupil = { ...missing, left: missing.left ?? leavingBefore(now, chance) };
  const facts: PastFact[] = [];
  let coming = beginningOf(pupil, { procedures, now, manner, chance });
  let moment = soonestOf(coming)?.at ?? now;
  // Nobody looks at a forgotten case again after its first few steps.
  let stepsLeft = manner === "forgotten" ? 3 + Math.floor(chance() * 5) : mostTurns;
  const diary = new Map<string, Temporal.Instant | undefined>();
  for (let turn = 0; turn < mostTurns && stepsLeft > 0; turn++) {
    const asked = { ...around, facts: numbered(facts), place: pupil, now: moment };
    const owed = obligationsOf(asked).filter(isOwedNow);
    const next = nextTurn(diary, owed, { moment, facts, coming, procedures, chance });
    if (next === undefined || isAfter(next.at, now)) break;
    moment = next.at;
    const added = factsOfTurn(next, pupil, facts, { procedures, chance });
    facts.push(...added);
    if ("does" in next) strikeOut(diary, next.does);
    if ("does" in next && facts.some(({ kind }) => kind === "case-opened")) stepsLeft--;
    const after = { pupil, day: dayOf(moment), chance };
    coming = coming.filter((each) => !("befalls" in next) || each !== next.befalls);
    coming.push(...added.flatMap((fact) => befallingAfter(fact, after)));
  }
  const { childId, authorityId, areaId, schoolId, owner } = pupil;
  // What is new waits to be given to somebody.
  const ownerId = manner === "new" && chance() < 0.5 ? null : owner;
  return { childId, authorityId, areaId, schoolId, ownerId, facts };
}

function numbered(facts: readonly PastFact[]): CaseFact[] {
  return facts.map((fact, place) => ({ ...fact, id: place + 1, madeAt: fact.happenedAt }) as CaseFact);
}

/** Half of the cases are younger than twelve weeks (the department's figures for England). */
function leavingBefore(now: Temporal.Instant, chance: Chance): Leaver["left"] {
  const days = Math.floor(chance() < 0.5 ? 2 + chance() * 82 : 84 + chance() * 280);
  return { on: dayOf(now).subtract({ days }), ground: oneOf(["G", "G", "H", "I", "A", "F", "O"], chance) };
}

function dayOf(moment: Temporal.Instant): Temporal.PlainDate {
  return moment.toZonedDateTimeISO("Europe/London").toPlainDate();
}

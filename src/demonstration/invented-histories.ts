import type { Calendars } from "../calendar/index.ts";
import type { History, PastFact } from "../cases/index.ts";
import {
  type CaseFact,
  nextStepOf,
  type Obligation,
  obligationsOf,
  type Procedure,
} from "../procedures/index.ts";
import { type DoneBy, factsOf } from "./invented-facts.ts";

/** A child of the invented county who can be missing education, with the people who would deal with them. */
export type MissingPupil = DoneBy & {
  childId: number;
  authorityId: number;
  areaId: number | null;
  schoolId: number | null;
};

/** Draws a number from 0 up to but not including 1. */
export type Chance = () => number;

/** What an invented past is lived by. */
export type Surroundings = { procedures: readonly Procedure[]; calendars: Calendars; now: Temporal.Instant };

/** No past is longer than this, whatever the procedure repeats. */
const mostSteps = 60;

/**
 * What could have happened to a missing pupil so far. It is lived through: at each moment somebody does the next step
 * that the authority's own procedure asks for, mostly in time, now and then late, seldom never. So each case stands
 * where a real one could, and some are closed. The same chance gives the same past.
 */
export function inventedHistory(pupil: MissingPupil, around: Surroundings, chance: Chance): History {
  const { now } = around;
  // Half of the cases are younger than twelve weeks (the department's figures for England).
  const age = Math.floor(chance() < 0.5 ? 2 + chance() * 82 : 84 + chance() * 280);
  const facts: PastFact[] = [];
  let moment = atWork(now.subtract({ hours: age * 24 }), chance);
  facts.push({
    kind: "referral-received",
    details: { form: "cme1", urgent: chance() < 0.1, concern: chance() < 0.1 },
    happenedAt: moment,
    madeBy: pupil.school,
  });
  // Each authority forgets a few cases: they stand overdue until somebody looks.
  const forgottenAfter = chance() < 0.1 ? Math.floor(2 + chance() * 6) : mostSteps;
  for (let step = 0; step < forgottenAfter; step++) {
    const owed = nextStepOf(obligationsOf({ ...around, facts: numbered(facts), place: pupil, now: moment }));
    const done = owed && whenDone(owed, moment, chance);
    if (!owed || !done || Temporal.Instant.compare(done, now) > 0) break;
    moment = done;
    const made = factsOf(owed, { pupil, facts, day: dayOf(moment), chance });
    facts.push(...made.map((fact) => ({ ...fact, happenedAt: moment }) as PastFact));
  }
  const { childId, authorityId, areaId, schoolId } = pupil;
  return { childId, authorityId, areaId, schoolId, ownerId: pupil.officer, facts };
}

function numbered(facts: readonly PastFact[]): CaseFact[] {
  return facts.map((fact, place) => ({ ...fact, id: place + 1, madeAt: fact.happenedAt }) as CaseFact);
}

/** When somebody does what is owed: mostly between now and the due moment, sometimes up to two weeks after it. */
function whenDone({ dueAt }: Obligation, moment: Temporal.Instant, chance: Chance): Temporal.Instant {
  const left = Math.max(dueAt.epochMilliseconds - moment.epochMilliseconds, 0);
  const late = chance() < 0.08 ? chance() * 14 * 86_400_000 : 0;
  return atWork(
    moment.add({ milliseconds: Math.floor(left * (0.3 + 0.7 * chance()) + late) }),
    chance,
    moment,
  );
}

/** The same moment moved into the hours of an office, never before `earliest`. */
function atWork(moment: Temporal.Instant, chance: Chance, earliest?: Temporal.Instant): Temporal.Instant {
  const zoned = moment.toZonedDateTimeISO("Europe/London");
  const days = zoned.dayOfWeek > 5 ? 8 - zoned.dayOfWeek : 0;
  const worked = zoned
    .add({ days })
    .with({ hour: 9 + Math.floor(chance() * 8), minute: Math.floor(chance() * 60) })
    .toInstant();
  return earliest && Temporal.Instant.compare(worked, earliest) <= 0 ? earliest.add({ minutes: 20 }) : worked;
}

function dayOf(moment: Temporal.Instant): Temporal.PlainDate {
  return moment.toZonedDateTimeISO("Europe/London").toPlainDate();
}

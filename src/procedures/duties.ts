import { dayOf } from "../calendar/index.ts";
import { atFirst, type Circumstances } from "./circumstances.ts";
import { holds, idle, type Standing, turnOf, type Word } from "./course.ts";
import type { CaseFact } from "./fact-kinds.ts";
import type { Move } from "./moves.ts";
import { fits, fitsAny, type Rule } from "./procedure.ts";
import { type RulesTouched, rulesTouched } from "./rules-touched.ts";
import type { Timing } from "./timing.ts";

/** One time that a rule was owed: what began it, how it ended, and what it still waits for. */
export type Duty = {
  rule: Rule;
  /** Of a duty begun by lateness, the fact that began the late one. */
  begunBy: CaseFact;
  startsAt: Temporal.Instant;
  /** The duty whose lateness began it. */
  becauseLate: Duty | undefined;
  /** The duty before it, when the same fact ended that one and began this one. */
  repeats: Duty | undefined;
  ended: "met" | "needless" | undefined;
  endedBy: CaseFact | undefined;
  waitsFor: Rule["waitsFor"];
  /** For each time that must be over first, the fact from which it is counted: the last such, or what began the duty. */
  barredSince: readonly CaseFact[];
  /** Until when it may be done: counted at the first asking after its end is known. */
  timing: Timing | undefined;
};

/** When a duty is late, and until when that is looked for. */
export type Lateness = {
  /** The last moment at which a duty is in time and the first at which it is late; undefined if it never is. */
  lateAfter: (duty: Duty) => { due: Temporal.Instant; late: Temporal.Instant } | undefined;
  now: Temporal.Instant;
};

/** How a rule stands for the case or for one enquiry, what it asks now, and if its conditions held when last looked at. */
type Line = { standing: Standing; duty: Duty | undefined; held: boolean };
type Lines = (Map<number | undefined, Line> | undefined)[];

/** Every duty that these rules set in this history, in the order in which they began. */
export function dutiesOf(rules: readonly Rule[], moves: readonly Move[], lateness: Lateness): Duty[] {
  const touched = rulesTouched(rules);
  const course: Course = {
    ...{ rules, touched, lateness, lines: [], duties: [], watched: [], now: atFirst, past: [] },
  };
  for (const move of moves) {
    if (course.watched.length > 0) beginWhatIsLate(course, move.fact.happenedAt);
    course.past.push(move.fact);
    const said = touched.saidBy(move.fact);
    for (const place of touched.by(move)) step(course, place, move, said(place));
    course.now = move.after;
  }
  beginWhatIsLate(course, lateness.now);
  return course.duties;
}

type Course = {
  rules: readonly Rule[];
  touched: RulesTouched;
  lateness: Lateness;
  lines: Lines;
  duties: Duty[];
  /** The duties whose lateness would begin others, and when that would be. */
  watched: Lapse[];
  now: Circumstances;
  past: CaseFact[];
};

function step(course: Course, place: number, { fact, after, turnsPage }: Move, said: Word): void {
  const rule = course.rules[place];
  if (rule === undefined) return;
  const known = course.lines[place];
  const starts = said.starts && isInForce(rule, fact.happenedAt);
  // Most facts find most rules never started.
  if (known === undefined && !starts) return;
  const lines = known ?? new Map<number | undefined, Line>();
  course.lines[place] = lines;
  const signals = {
    ...said,
    starts,
    turnsPage: turnsPage && !rule.apartFromCase,
    holds: holds(rule, after),
  };
  const isSilent = !starts && !said.unsays && !said.does && !said.spares && !signals.turnsPage;
  for (const key of linesTouched(rule, fact, lines)) {
    const line = lines.get(key) ?? { standing: idle, duty: undefined, held: false };
    if (line.duty) waitForLess(line.duty, fact);
    // Nothing is said and nothing has changed: most of what is left.
    if (isSilent && line.held === signals.holds) continue;
    const { standing, ended, begins } = turnOf(line.standing, signals);
    const before = line.duty;
    if (before && ended) {
      before.ended = ended;
      before.endedBy = fact;
    }
    const repeats = starts && ended === "met" ? before : undefined;
    const begin = { begunBy: fact, startsAt: fact.happenedAt, becauseLate: undefined, repeats };
    const duty = begins ? begun(course, rule, begin) : ended ? undefined : before;
    lines.set(key, { standing, duty, held: signals.holds });
  }
}

function waitForLess(duty: Duty, fact: CaseFact): void {
  if (duty.waitsFor.length > 0) duty.waitsFor = duty.waitsFor.filter((pattern) => !fits(pattern, fact));
}

/** Nothing that happened before a rule commences begins it, also not afterwards. */
function isInForce({ commences }: Rule, at: Temporal.Instant): boolean {
  if (commences === undefined || commences === "not-commenced") return commences === undefined;
  return Temporal.PlainDate.compare(commences, dayOf(at)) <= 0;
}

const theCase = [undefined];

/** An enquiry's duty is moved by the facts of that enquiry; every other fact moves all of them. */
function linesTouched(rule: Rule, fact: CaseFact, lines: ReadonlyMap<number | undefined, Line>) {
  if (!rule.eachEnquiry) return theCase;
  return "enquiryId" in fact.details ? [fact.details.enquiryId] : [...lines.keys()];
}

function begun(
  { duties, watched, touched, lateness, past }: Course,
  rule: Rule,
  beginning: Pick<Duty, "begunBy" | "startsAt" | "becauseLate" | "repeats">,
): Duty {
  const duty = {
    rule,
    ...beginning,
    ended: undefined,
    endedBy: undefined,
    waitsFor: rule.waitsFor,
    barredSince: rule.notBefore.map(
      ({ countedFrom }) => past.findLast((fact) => fitsAny(countedFrom, fact)) ?? beginning.begunBy,
    ),
    timing: undefined,
  };
  duties.push(duty);
  const lapses = touched.byLatenessOf(rule.id).length > 0 ? lateness.lateAfter(duty) : undefined;
  if (lapses) watched.push({ duty, ...lapses });
  return duty;
}

/** Begins what the lateness of watched duties begins, in the order in which they became late, up to a moment. */
function beginWhatIsLate(course: Course, until: Temporal.Instant): void {
  for (;;) {
    const lapsed = firstLapsed(course, until);
    if (lapsed === undefined) return;
    course.watched = course.watched.filter((each) => each !== lapsed);
    for (const place of course.touched.byLatenessOf(lapsed.duty.rule.id)) beginLate(course, place, lapsed);
  }
}

type Lapse = { duty: Duty; due: Temporal.Instant; late: Temporal.Instant };

function firstLapsed(course: Course, until: Temporal.Instant): Lapse | undefined {
  if (course.watched.length === 0) return undefined;
  course.watched = course.watched.filter(({ duty }) => duty.ended === undefined);
  return course.watched
    .filter(({ due }) => due.epochMilliseconds < until.epochMilliseconds)
    .sort((one, other) => one.due.epochMilliseconds - other.due.epochMilliseconds)[0];
}

function beginLate(course: Course, place: number, { duty: late, late: startsAt }: Lapse): void {
  const rule = course.rules[place];
  if (rule === undefined) return;
  const lines = course.lines[place] ?? new Map<number | undefined, Line>();
  course.lines[place] = lines;
  const held = holds(rule, course.now);
  const line = lines.get(undefined) ?? { standing: idle, duty: undefined, held };
  const starts = isInForce(rule, startsAt);
  const signals = { starts, unsays: false, does: false, spares: false, turnsPage: false };
  const turn = turnOf(line.standing, { ...signals, holds: held });
  if (!turn.begins) {
    lines.set(undefined, { ...line, held, standing: turn.standing });
    return;
  }
  // A duty is known by its rule and by one fact: where that fact has begun this rule before, by the one that ended it.
  const before = course.duties.filter((each) => each.rule === rule);
  const isTaken = before.some(({ begunBy }) => begunBy === late.begunBy);
  const begunBy = (isTaken ? before.at(-1)?.endedBy : undefined) ?? late.begunBy;
  const duty = begun(course, rule, { begunBy, startsAt, becauseLate: late, repeats: undefined });
  lines.set(undefined, { standing: turn.standing, duty, held });
}

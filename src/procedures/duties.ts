import { dayOf } from "../calendar/index.ts";
import { atFirst, type Circumstances } from "./circumstances.ts";
import { holds, idle, type Standing, type Turn, turnOf, wordOf } from "./course.ts";
import type { CaseFact } from "./fact-kinds.ts";
import type { Move } from "./moves.ts";
import { fits, type Rule } from "./procedure.ts";
import { type RulesTouched, rulesTouched } from "./rules-touched.ts";

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
};

/** When a duty is late, and until when that is looked for. */
export type Lateness = {
  /** The last moment at which a duty is in time and the first at which it is late; undefined if it never is. */
  lateAfter: (duty: Duty) => { due: Temporal.Instant; late: Temporal.Instant } | undefined;
  now: Temporal.Instant;
};

type Line = { standing: Standing; duty: Duty | undefined };
type Lines = (Map<number | undefined, Line> | undefined)[];

/** Every duty that these rules set in this history, in the order in which they began. */
export function dutiesOf(rules: readonly Rule[], moves: readonly Move[], lateness: Lateness): Duty[] {
  const touched = rulesTouched(rules);
  const course: Course = { rules, touched, lateness, lines: [], duties: [], watched: [], now: atFirst };
  for (const move of moves) {
    if (course.watched.length > 0) beginWhatIsLate(course, move.fact.happenedAt);
    for (const place of touched.by(move)) step(course, place, move);
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
  /** The duties whose lateness would begin others. */
  watched: Duty[];
  now: Circumstances;
};

function step(course: Course, place: number, { fact, after, turnsPage }: Move): void {
  const rule = course.rules[place];
  if (rule === undefined) return;
  const lines = course.lines[place] ?? new Map<number | undefined, Line>();
  const word = wordOf(rule, fact);
  if (word.starts && !isInForce(rule, fact.happenedAt)) word.starts = false;
  if (lines.size === 0 && !word.starts) return;
  course.lines[place] = lines;
  const signals = { ...word, turnsPage: turnsPage && !rule.apartFromCase, holds: holds(rule, after) };
  for (const key of linesTouched(rule, fact, lines)) {
    const line = lines.get(key) ?? { standing: idle, duty: undefined };
    const turn = turnOf(line.standing, signals);
    lines.set(key, { standing: turn.standing, duty: dutyAfter(course, rule, line, turn, fact, word.starts) });
  }
}

/** Nothing that happened before a rule commences begins it, also not afterwards. */
function isInForce({ commences }: Rule, at: Temporal.Instant): boolean {
  if (commences === undefined || commences === "not-commenced") return commences === undefined;
  return Temporal.PlainDate.compare(commences, dayOf(at)) <= 0;
}

/** An enquiry's duty is moved by the facts of that enquiry; every other fact moves all of them. */
function linesTouched(rule: Rule, fact: CaseFact, lines: ReadonlyMap<number | undefined, Line>) {
  if (!rule.eachEnquiry) return [undefined];
  return "enquiryId" in fact.details ? [fact.details.enquiryId] : [...lines.keys()];
}

function dutyAfter(
  course: Course,
  rule: Rule,
  { duty }: Line,
  turn: Turn,
  fact: CaseFact,
  starts: boolean,
): Duty | undefined {
  if (duty !== undefined && turn.ended !== undefined) {
    duty.ended = turn.ended;
    duty.endedBy = fact;
  } else if (duty !== undefined && duty.waitsFor.length > 0) {
    duty.waitsFor = duty.waitsFor.filter((pattern) => !fits(pattern, fact));
  }
  if (!turn.begins) return turn.ended === undefined ? duty : undefined;
  return begun(course, rule, {
    begunBy: fact,
    startsAt: fact.happenedAt,
    becauseLate: undefined,
    repeats: starts && turn.ended === "met" ? duty : undefined,
  });
}

function begun(
  { duties, watched, touched }: Course,
  rule: Rule,
  beginning: Pick<Duty, "begunBy" | "startsAt" | "becauseLate" | "repeats">,
): Duty {
  const duty = { rule, ...beginning, ended: undefined, endedBy: undefined, waitsFor: rule.waitsFor };
  duties.push(duty);
  if (touched.byLatenessOf(rule.id).length > 0) watched.push(duty);
  return duty;
}

/** Begins what the lateness of watched duties begins, in the order in which they became late, up to a moment. */
function beginWhatIsLate(course: Course, until: Temporal.Instant): void {
  for (;;) {
    const lapsed = firstLapsed(course, until);
    if (lapsed === undefined) return;
    course.watched = course.watched.filter((each) => each !== lapsed.duty);
    for (const place of course.touched.byLatenessOf(lapsed.duty.rule.id)) beginLate(course, place, lapsed);
  }
}

type Lapsed = { duty: Duty; due: Temporal.Instant; late: Temporal.Instant };

function firstLapsed(course: Course, until: Temporal.Instant): Lapsed | undefined {
  course.watched = course.watched.filter(({ ended }) => ended === undefined);
  return course.watched
    .flatMap((duty) => {
      const lapses = course.lateness.lateAfter(duty);
      return lapses && Temporal.Instant.compare(lapses.due, until) < 0 ? { duty, ...lapses } : [];
    })
    .sort((one, other) => Temporal.Instant.compare(one.due, other.due))[0];
}

function beginLate(course: Course, place: number, { duty: late, late: startsAt }: Lapsed): void {
  const rule = course.rules[place];
  if (rule === undefined) return;
  const lines = course.lines[place] ?? new Map<number | undefined, Line>();
  course.lines[place] = lines;
  const line = lines.get(undefined) ?? { standing: idle, duty: undefined };
  const starts = isInForce(rule, startsAt);
  const signals = { starts, does: false, spares: false, turnsPage: false };
  const turn = turnOf(line.standing, { ...signals, holds: holds(rule, course.now) });
  if (!turn.begins) {
    lines.set(undefined, { ...line, standing: turn.standing });
    return;
  }
  // A duty is known by its rule and by one fact: where that fact has begun this rule before, by the one that ended it.
  const before = course.duties.filter((each) => each.rule === rule);
  const isTaken = before.some(({ begunBy }) => begunBy === late.begunBy);
  const begunBy = (isTaken ? before.at(-1)?.endedBy : undefined) ?? late.begunBy;
  const duty = begun(course, rule, { begunBy, startsAt, becauseLate: late, repeats: undefined });
  lines.set(undefined, { standing: turn.standing, duty });
}

import { idle, type Standing } from "./course.ts";
import type { Moment } from "./due.ts";
import type { Duty } from "./duty.ts";
import type { Move } from "./moves.ts";
import type { Scene } from "./plan.ts";
import type { PlannedRule } from "./planned-rules.ts";
import { fitsAny } from "./procedure.ts";

/** When a duty is late, and until when (milliseconds since 1970) that is looked for. */
export type Lateness = {
  /** The last moment at which a duty is in time and the first at which it is late; undefined if it never is. */
  lateAfter: (duty: Duty) => { due: Moment; late: Moment } | undefined;
  now: number;
};

/** How a rule stands for the case or for one enquiry, and what it asks now. */
export type Line = { standing: Standing; duty: Duty | undefined };

/** The lines of a rule that is owed once for each enquiry. */
type Lines = Map<number | undefined, Line>;

/** A duty whose lateness begins others. */
export type Lapse = { duty: Duty; due: Moment; late: Moment };

/** A history on its way through the rules of a plan. */
export type Course = {
  moves: readonly Move[];
  lateness: Lateness;
  /** How many facts have happened, and where they have led. */
  past: number;
  scene: Scene;
  /** By the places of their rules, as soon as something starts these. */
  lines: (Line | undefined)[];
  linesOfEnquiries: Map<number, Lines>;
  /** By the places of their procedures. */
  duties: Duty[][];
  /** The duties whose lateness would begin others, and when that would be. */
  watched: Lapse[];
};

/** The lines of enquiries of a rule that something has started, or starts now. */
export function linesOf({ linesOfEnquiries }: Course, { place }: PlannedRule): Lines {
  const known = linesOfEnquiries.get(place);
  if (known !== undefined) return known;
  const lines: Lines = new Map();
  linesOfEnquiries.set(place, lines);
  return lines;
}

/** The line of a rule that is started for the first time. */
export function newLine({ lines }: Course, { place }: PlannedRule): Line {
  const line = unheard();
  lines[place] = line;
  return line;
}

/** A line on which nothing has been said. */
export function unheard(): Line {
  return { standing: idle, duty: undefined };
}

/** The line on which a rule stands for the case as a whole, and not for one of its enquiries. */
export function lineOfCase(course: Course, rule: PlannedRule): Line {
  if (!rule.eachEnquiry) return course.lines[rule.place] ?? newLine(course, rule);
  const lines = linesOf(course, rule);
  const line = lines.get(undefined) ?? unheard();
  lines.set(undefined, line);
  return line;
}

type Beginning = Pick<Duty, "begunBy" | "starts" | "becauseLate" | "repeats">;

/** A duty that begins now. */
export function begun(course: Course, rule: PlannedRule, beginning: Beginning): Duty {
  const { begunBy, starts, becauseLate, repeats } = beginning;
  const duty: Duty = {
    rule,
    begunBy,
    starts,
    becauseLate,
    repeats,
    ended: undefined,
    endedBy: undefined,
    waits: rule.waitsForAll,
    barredSince: rule.notBefore.length > 0 ? barredSince(course, rule, begunBy) : neverBarred,
    timing: undefined,
  };
  course.duties[rule.of]?.push(duty);
  const lapses = rule.begins.length > 0 ? course.lateness.lateAfter(duty) : undefined;
  if (lapses) course.watched.push({ duty, ...lapses });
  return duty;
}

const neverBarred: readonly Move[] = [];

function barredSince({ moves, past }: Course, { notBefore }: PlannedRule, begunBy: Move): Move[] {
  return notBefore.map(({ countedFrom }) => {
    for (let place = past - 1; place >= 0; place--) {
      const move = moves[place] as Move;
      if (fitsAny(countedFrom, move.fact)) return move;
    }
    return begunBy;
  });
}

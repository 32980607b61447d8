import { beginWhatIsLate } from "./begin-late.ts";
import type { Said, Turn } from "./course.ts";
import type { Duty } from "./duty.ts";
import { begun, type Course, type Lateness, type Line, linesOf, newLine, unheard } from "./lines.ts";
import type { Move } from "./moves.ts";
import type { Plan } from "./plan.ts";
import type { Call } from "./planned-rules.ts";

/** Every duty that the rules of a plan set in this history, procedure by procedure, in the order in which they began. */
export function dutiesOf(plan: Plan, moves: readonly Move[], lateness: Lateness): Duty[] {
  const course: Course = {
    moves,
    lateness,
    past: 0,
    scene: plan.first,
    lines: new Array(plan.rules.length),
    linesOfEnquiries: new Map(),
    duties: plan.procedures.map(() => []),
    watched: [],
  };
  for (const move of moves) {
    if (course.watched.length > 0) beginWhatIsLate(course, move.ms);
    course.past++;
    // Most facts find most rules never started.
    for (const call of move.passage.calls)
      if (call.wakes || course.lines[call.place] !== undefined) hear(course, call, move);
    course.scene = move.passage.to;
  }
  beginWhatIsLate(course, lateness.now);
  return course.duties.flat();
}

function hear(course: Course, call: Call, move: Move): void {
  const { rule } = call;
  const said = call.said.starts && move.ms < rule.commencesAt ? call.early : call.said;
  if (rule.eachEnquiry) hearForEnquiries(course, call, said, move);
  else hearForCase(course, call, said, move);
}

function hearForCase(course: Course, call: Call, said: Said, move: Move): void {
  const line = course.lines[call.place];
  if (line) turn(course, line, call, said, move);
  else if (said.starts) turn(course, newLine(course, call.rule), call, said, move);
}

/** An enquiry's duty is moved by the facts of that enquiry; every other fact moves all of them. */
function hearForEnquiries(course: Course, call: Call, said: Said, move: Move): void {
  if (!course.linesOfEnquiries.has(call.place) && !said.starts) return;
  const lines = linesOf(course, call.rule);
  const { details } = move.fact;
  if (!("enquiryId" in details)) {
    for (const line of lines.values()) turn(course, line, call, said, move);
    return;
  }
  const known = lines.get(details.enquiryId);
  if (!known && said.silent && !said.holds) return;
  const line = known ?? unheard();
  lines.set(details.enquiryId, line);
  turn(course, line, call, said, move);
}

function turn(course: Course, line: Line, call: Call, said: Said, move: Move): void {
  const before = line.duty;
  if (before) before.waits &= ~call.brings;
  // Nothing is said and nothing has changed.
  if (said.silent && line.held === said.holds) return;
  const { standing, ended, begins } = said.turns[line.standing.number] as Turn;
  line.standing = standing;
  line.held = said.holds;
  if (before && ended) {
    before.ended = ended;
    before.endedBy = move;
    line.duty = undefined;
  }
  if (!begins) return;
  const repeats = said.starts && ended === "met" ? before : undefined;
  line.duty = begun(course, call.rule, { begunBy: move, starts: move, becauseLate: undefined, repeats });
}

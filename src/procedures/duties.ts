import { beginWhatIsLate } from "./begin-late.ts";
import type { Said } from "./course.ts";
import type { Duty } from "./duty.ts";
import { begun, type Course, type Lateness, type Line, linesOf, newLine, unheard } from "./lines.ts";
import type { Move } from "./moves.ts";
import type { Plan } from "./plan.ts";
import type { Call } from "./planned-rules.ts";
import { enquiryOf } from "./sorts-of-fact.ts";

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
  // A list's own flat() copies each through a slow path.
  const all: Duty[] = [];
  for (const duties of course.duties) for (const duty of duties) all.push(duty);
  return all;
}

function hear(course: Course, call: Call, move: Move): void {
  const { rule } = call;
  const said = call.said.starts && move.ms < rule.commencesAt ? call.early : call.said;
  if (rule.eachEnquiry) hearForEnquiries(course, call, said, move);
  else hearForCase(course, call, said, move);
}

function hearForCase(course: Course, call: Call, said: Said, move: Move): void {
  const line = course.lines[call.place];
  if (line) turnLine(course, line, call, said, move);
  else if (said.starts) turnLine(course, newLine(course, call.rule), call, said, move);
}

/** An enquiry's duty is moved by the facts of that enquiry; every other fact moves all of them. */
function hearForEnquiries(course: Course, call: Call, said: Said, move: Move): void {
  if (!course.linesOfEnquiries.has(call.place) && !said.starts) return;
  const lines = linesOf(course, call.rule);
  const enquiry = enquiryOf(move.fact);
  if (enquiry === undefined) {
    for (const line of lines.values()) turnLine(course, line, call, said, move);
    return;
  }
  const known = lines.get(enquiry);
  const line = known ?? unheard();
  if (known === undefined) lines.set(enquiry, line);
  turnLine(course, line, call, said, move);
}

function turnLine(course: Course, line: Line, call: Call, said: Said, move: Move): void {
  const before = line.duty;
  if (before) before.waits &= ~call.brings;
  const turn = said.turns[line.standing.number];
  if (turn === undefined) return;
  const { standing, ended, begins } = turn;
  line.standing = standing;
  if (before && ended) {
    before.ended = ended;
    before.endedBy = move;
    line.duty = undefined;
  }
  if (!begins) return;
  const repeats = said.starts && ended === "met" ? before : undefined;
  line.duty = begun(course, call.rule, { begunBy: move, starts: move, becauseLate: undefined, repeats });
}

import { atFirst, circumstancesAfter } from "../../src/procedures/circumstances.ts";
import { endsDuties, holds, idle, type Standing, turnOf, wordOf } from "../../src/procedures/course.ts";
import { DaysCounted } from "../../src/procedures/days-counted.ts";
import type { Duty } from "../../src/procedures/duty.ts";
import { datedHistoryOf } from "../../src/procedures/history.ts";
import { Move } from "../../src/procedures/moves.ts";
import type { CaseAsked } from "../../src/procedures/obligations.ts";
import { pausesIn } from "../../src/procedures/pauses.ts";
import { type PlannedRule, planned } from "../../src/procedures/planned-rules.ts";
import { fits, fitsAny } from "../../src/procedures/procedure.ts";
import { enquiryOf } from "../../src/procedures/sorts-of-fact.ts";
import { lateAfter, timingOf } from "../../src/procedures/timing.ts";
import { versionsOn } from "../../src/procedures/versions-on.ts";

/** How a rule stands for the whole case (of: none) or for one enquiry. */
type Line = { rule: PlannedRule; of: number | undefined; standing: Standing; duty: Duty | undefined };

/**
 * Every duty of a history as the rules are meant, worked out without any plan: every rule hears every fact on every line, whatever it says to
 * it, and nothing is looked up, passed over or remembered. Slow, and so short that a reader can check it against what a rule means.
 */
export function plainDutiesOf(asked: CaseAsked): Duty[] {
  const now = asked.now.epochMilliseconds;
  const history = datedHistoryOf(asked.facts, now, asked.knownAt);
  const first = history[0];
  if (!first) return [];
  const versions = versionsOn(asked.procedures, first.ms);
  const about = asked.about ?? "child";
  const suspensions = versions.flatMap(({ suspends }) => suspends);
  const rules = planned(
    versions.map((version) => version.rules.filter((rule) => rule.about === about)),
    suspensions,
  );

  let circumstances = atFirst;
  const moves = history.map((dated) => {
    const turnsPage = endsDuties(dated.fact, circumstances);
    circumstances = circumstancesAfter(circumstances, dated.fact);
    const to = {
      circumstances,
      suspended: suspensions.filter((each) => holds(each, circumstances)),
      passages: [],
    };
    return new Move(dated, { to, turnsPage, calls: [] });
  });
  const clock = { days: new DaysCounted(asked.calendars, asked.place), pauses: pausesIn(moves) };

  const enquiries = [
    undefined,
    ...new Set(history.map(({ fact }) => enquiryOf(fact)).filter((id) => id !== undefined)),
  ];
  const lines: Line[] = rules.flatMap((rule) =>
    (rule.eachEnquiry ? enquiries : [undefined]).map((of) => ({ rule, of, standing: idle, duty: undefined })),
  );
  const duties: Duty[] = [];
  const lapsed = new Set<Duty>();
  circumstances = atFirst;

  const begin = (
    line: Line,
    past: readonly Move[],
    beginning: Pick<Duty, "begunBy" | "starts" | "becauseLate" | "repeats">,
  ) => {
    const { rule } = line;
    const sinceOf = ({ countedFrom }: PlannedRule["notBefore"][number]) =>
      past.findLast(({ fact }) => fitsAny(countedFrom, fact)) ?? beginning.begunBy;
    line.duty = {
      ...{ rule, ...beginning, ended: undefined, endedBy: undefined, timing: undefined },
      ...{ waits: 2 ** rule.waitsFor.length - 1, barredSince: rule.notBefore.map(sinceOf) },
    };
    duties.push(line.duty);
  };

  /** The duty that became late first before a moment and has begun nothing yet. */
  const nextLapse = (until: number) =>
    duties
      .filter((duty) => duty.rule.begins.length > 0 && duty.ended === undefined && !lapsed.has(duty))
      .flatMap((duty) => {
        const after = lateAfter(duty, clock);
        return after && after.due.ms < until ? [{ duty, ...after }] : [];
      })
      .reduce<{ duty: Duty; due: { ms: number }; late: Duty["starts"] } | undefined>(
        (first, each) => (first && first.due.ms <= each.due.ms ? first : each),
        undefined,
      );
  const beginLate = (until: number, past: readonly Move[]) => {
    for (let lapse = nextLapse(until); lapse; lapse = nextLapse(until)) {
      const { duty: late, late: starts } = lapse;
      lapsed.add(late);
      for (const line of lines.filter(
        ({ rule, of }) => of === undefined && late.rule.begins.includes(rule),
      )) {
        const said = {
          starts: starts.ms >= line.rule.commencesAt,
          unsays: false,
          does: false,
          spares: false,
        };
        const turn = turnOf(line.standing, {
          ...said,
          turnsPage: false,
          holds: holds(line.rule, circumstances),
        });
        line.standing = turn.standing;
        if (!turn.begins) continue;
        const before = duties.filter(({ rule }) => rule === line.rule);
        const isTaken = before.some(({ begunBy }) => begunBy === late.begunBy);
        const begunBy = (isTaken ? before.at(-1)?.endedBy : undefined) ?? late.begunBy;
        begin(line, past, { begunBy, starts, becauseLate: late, repeats: undefined });
      }
    }
  };

  for (const [place, move] of moves.entries()) {
    beginLate(move.ms, moves.slice(0, place));
    circumstances = move.passage.to.circumstances;
    const about = enquiryOf(move.fact);
    const isOfEnquiry = "enquiryId" in move.fact.details;
    for (const line of lines) {
      const { rule } = line;
      if (rule.eachEnquiry && isOfEnquiry && line.of !== about) continue;
      const before = line.duty;
      if (before)
        for (const [nth, pattern] of rule.waitsFor.entries())
          if (fits(pattern, move.fact)) before.waits &= ~(1 << nth);
      const word = wordOf(rule, move.fact);
      const starts = word.starts && move.ms >= rule.commencesAt;
      const turnsPage = move.passage.turnsPage && !rule.apartFromCase;
      const turn = turnOf(line.standing, { ...word, starts, turnsPage, holds: holds(rule, circumstances) });
      line.standing = turn.standing;
      if (before && turn.ended) {
        before.ended = turn.ended;
        before.endedBy = move;
        line.duty = undefined;
      }
      if (!turn.begins) continue;
      const repeats = starts && turn.ended === "met" ? before : undefined;
      begin(line, moves.slice(0, place + 1), {
        begunBy: move,
        starts: move,
        becauseLate: undefined,
        repeats,
      });
    }
  }
  beginLate(now, moves);
  for (const duty of duties) timingOf(duty, clock);
  return duties;
}

import type { Circumstances } from "./circumstances.ts";
import { type CaseFact, oneAtATime } from "./fact-kinds.ts";
import { fitsAny, type Rule } from "./procedure.ts";

/** How a rule stands at a moment: if something started it, if it has been done since, and if it is owed now. */
export type Standing = {
  readonly started: boolean;
  readonly done: boolean;
  readonly owed: boolean;
  /** Its place among all eight. */
  readonly number: number;
};

const noOrYes = [false, true];
/** The same eight objects always. */
const standings: readonly Standing[] = noOrYes
  .flatMap((owed) => noOrYes.flatMap((done) => noOrYes.map((started) => ({ started, done, owed }))))
  .map((each, number) => ({ ...each, number }));

function standingOf(started: boolean, done: boolean, owed: boolean): Standing {
  return standings[Number(started) + 2 * Number(done) + 4 * Number(owed)] as Standing;
}

export const idle = standingOf(false, false, false);

/** What a fact says to a rule by itself. */
export type Word = {
  starts: boolean;
  /** It takes the place of a fact that starts the rule, and says otherwise: an absence for sickness after one without a reason. */
  unsays: boolean;
  does: boolean;
  spares: boolean;
};

/** What a fact says to a rule in the circumstances. */
export type Signals = Word & {
  /** One stretch of work on the child is over: nothing owed before is owed after. */
  turnsPage: boolean;
  /** If what the rule asks to hold does hold after the fact. */
  holds: boolean;
};

/** What becomes of a rule: how it stands after, how the old duty ended, and if a new one begins. */
export type Turn = {
  readonly standing: Standing;
  readonly ended: "met" | "needless" | undefined;
  readonly begins: boolean;
};

/**
 * The one step of the engine. A duty is met by what ends it. It becomes needless when its conditions stop holding,
 * when something spares it, or when the case is closed, reopened or never opened. It begins when something starts it
 * while its conditions hold, or when they come to hold (again) after it was started and the start was not unsaid.
 */
export function turnOf(before: Standing, { starts, unsays, does, spares, turnsPage, holds }: Signals): Turn {
  const over = spares || turnsPage || !holds;
  const ended = !before.owed ? undefined : does ? "met" : over ? "needless" : undefined;
  const stays = before.owed && ended === undefined;
  const started = starts || stays || (before.started && !turnsPage && !unsays);
  const done = started && !starts && holds && (before.done || does || spares);
  const begins = started && holds && !done && !stays;
  return { standing: standingOf(started, done, stays || begins), ended, begins };
}

/** Signals with what becomes of a rule that hears them, by the number of how it stands: undefined where nothing does. */
export type Said = Signals & { readonly silent: boolean; readonly turns: readonly (Turn | undefined)[] };

/** The same object for the same signals: there are sixty-four. */
export function saidBy(signals: Signals): Said {
  const { starts, unsays, does, spares, turnsPage, holds } = signals;
  const heard = [starts, unsays, does, spares, turnsPage];
  const key = [...heard, holds].join();
  const known = said.get(key) ?? {
    ...{ starts, unsays, does, spares, turnsPage, holds, silent: !heard.includes(true) },
    turns: standings.map((standing) => {
      const turn = turnOf(standing, signals);
      return turn.standing === standing && turn.ended === undefined && !turn.begins ? undefined : turn;
    }),
  };
  said.set(key, known);
  return known;
}

const said = new Map<string, Said>();

/** What a fact says to a rule by itself. */
export function wordOf(rule: Rule, fact: CaseFact): Word {
  const starts = fitsAny(rule.starts, fact);
  return {
    starts,
    unsays: !starts && oneAtATime.has(fact.kind) && rule.starts.some(({ kind }) => kind === fact.kind),
    does: fitsAny(rule.ends, fact),
    spares: fitsAny(rule.unless, fact),
  };
}

/** If what a rule or a suspension asks to hold does hold. */
export function holds({ when }: Pick<Rule, "when">, standing: Circumstances): boolean {
  for (const { circumstance, oneOf } of when) if (!oneOf.includes(standing[circumstance])) return false;
  return true;
}

/** If a fact ends one stretch of work on a child: what was proved in it proves nothing of the next. */
export function turnsThePage({ kind }: Pick<CaseFact, "kind">, before: Circumstances): boolean {
  if (kind === "referral-redirected") return before.case === "referred";
  return kind === "case-closed" || kind === "case-reopened";
}

/** If the duties of that stretch end with it. They go on where a referral goes to the attendance procedure: the pupil is as absent as before. */
export function endsDuties(fact: CaseFact, before: Circumstances): boolean {
  const goesOn = fact.kind === "referral-redirected" && fact.details.to === "attendance-procedure";
  return turnsThePage(fact, before) && !goesOn;
}

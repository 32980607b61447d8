import {
  type Calendar,
  type Calendars,
  CalendarTooShort,
  countedDaysAfter,
  countedDaysBetween,
  dayOf,
  momentWithin,
  NoTermDates,
  schoolDaysOf,
} from "../calendar/index.ts";
import {
  type CaseFact,
  isOwedNow,
  type Obligation,
  obligationsOf,
  type Procedure,
  worstFirst,
} from "../procedures/index.ts";

export const kinds = {
  permanent: "Permanent exclusion",
  suspension: "Suspension",
  "managed-move": "Managed move",
} as const;
export type ExclusionKind = keyof typeof kinds;

/** Where an exclusion has got to. */
export const states = {
  "nothing-new": "nothing new has begun",
  now: "out of school now",
  "not-back": "should be back and is not",
  unknown: "ended, without marks yet",
  done: "back, or new provision begun",
} as const;
export type ExclusionState = keyof typeof states;

/** What was learnt of an exclusion besides its row of the list. */
export type ExclusionFact = {
  kind: "provision-shown" | "returned" | "did-not-return";
  happenedOn: Temporal.PlainDate;
  details: Readonly<Record<string, string>>;
};

/** An exclusion as the list, the marks and the officers tell of it. */
export type Exclusion = {
  entryId: number;
  authorityId: number;
  schoolId: number | null;
  kind: ExclusionKind;
  startsOn: Temporal.PlainDate;
  endsOn: Temporal.PlainDate | null;
  sessions: number | null;
  /** When the list first told of it here. */
  firstSeenAt: Temporal.Instant;
  provisionName: string | null;
  provisionFrom: Temporal.PlainDate | null;
  /** The day on which the provision was shown to the team; null where only the list names it. */
  provisionShownOn: Temporal.PlainDate | null;
  returnedOn: Temporal.PlainDate | null;
  notBackOn: Temporal.PlainDate | null;
  state: ExclusionState;
};

/** How an exclusion stands today. */
export type ExclusionStanding = {
  /** School days of the exclusion, up to its end or, without one, up to today; undefined where the term dates are not known. */
  days: number | undefined;
  /** If it lasts longer than five school days, so that full-time provision is owed from the sixth. */
  overFive: boolean;
  /** The duty to arrange full-time provision from the sixth day, where there is one. */
  provision: Obligation | undefined;
  /** Everything that is owed now by the procedures, the worst first. */
  owed: readonly Obligation[];
  next: Obligation | undefined;
};

/** Beyond this many school days full-time provision is owed: the word over-five-days of the procedures' facts. */
const fiveDays = 5;

/**
 * How an exclusion stands and what is owed next by the procedures: pure. Where the term dates end too early nothing is counted
 * rather than guessed. [E12]
 */
export function standingOf(
  exclusion: Exclusion,
  by: { procedures: readonly Procedure[]; calendars: Calendars; now: Temporal.Instant },
): ExclusionStanding {
  const { authorityId, schoolId, startsOn, endsOn, sessions, kind } = exclusion;
  const place = { authorityId, schoolId };
  try {
    const { calendar } = schoolDaysOf(by.calendars, place);
    const until = endsOn ?? dayOf(by.now);
    const days = Math.max(0, countedDaysBetween(startsOn.subtract({ days: 1 }), until, calendar));
    const overFive =
      kind === "permanent" || (kind === "suspension" && (days > fiveDays || (sessions ?? 0) > fiveDays * 2));
    const facts = factsOf(exclusion, { overFive, dueBackOn: dueBackOn(exclusion, calendar), now: by.now });
    const asked = obligationsOf({ ...by, facts, place });
    const owed = asked.filter((each) => isOwedNow(each) && !isPassedOn(exclusion, each)).sort(worstFirst);
    return {
      ...{ days, overFive, owed },
      provision: asked.find(({ id }) => fullTime.has(id)),
      next: owed[0],
    };
  } catch (fault) {
    if (!(fault instanceof NoTermDates || fault instanceof CalendarTooShort)) throw fault;
    const overFive = kind === "permanent" || (sessions ?? 0) > fiveDays * 2;
    return { days: undefined, overFive, provision: undefined, owed: [], next: undefined };
  }
}

/** The school day on which the pupil should have been back, where the marks say that nobody came. Throws CalendarTooShort. */
function dueBackOn(
  { state, endsOn }: Pick<Exclusion, "state" | "endsOn">,
  calendar: Calendar,
): Temporal.PlainDate | undefined {
  return state === "not-back" && endsOn ? countedDaysAfter(endsOn, 1, calendar) : undefined;
}

/** Who records a missed return refers the pupil, or tells the open case, by the same act. */
function isPassedOn({ notBackOn }: Pick<Exclusion, "notBackOn">, { act }: Pick<Obligation, "act">): boolean {
  return notBackOn !== null && act === "make-referral";
}

/** The rules of England's procedure that ask for full-time education from the sixth school day. */
const fullTime: ReadonlySet<string> = new Set(["provide-from-sixth-day", "provide-in-long-suspension"]);

type NewFact = {
  [K in CaseFact["kind"]]: Pick<Extract<CaseFact, { kind: K }>, "kind" | "details">;
}[CaseFact["kind"]];

/** The fact with which the procedures begin: the exclusion itself. */
export function exclusionAsFact(kind: ExclusionKind, overFive: boolean): NewFact {
  if (kind === "permanent") return { kind: "excluded-permanently", details: {} };
  if (kind === "managed-move") return { kind: "managed-move-began", details: {} };
  return {
    kind: "excluded-for-a-time",
    details: { length: overFive ? "over-five-days" : "up-to-five-days" },
  };
}

/** What the procedures know of it, in their own words. */
function factsOf(
  exclusion: Exclusion,
  {
    overFive,
    dueBackOn: due,
    now,
  }: { overFive: boolean; dueBackOn: Temporal.PlainDate | undefined; now: Temporal.Instant },
): CaseFact[] {
  const { kind, startsOn, provisionFrom, provisionShownOn, returnedOn, firstSeenAt } = exclusion;
  const notBackOn = exclusion.notBackOn ?? due;
  const on = (day: Temporal.PlainDate, fact: NewFact) => ({ ...fact, happenedAt: momentWithin(day, now) });
  // Who is named by the list was arranged for, at the latest, on the day before it begins.
  const arrangedOn =
    provisionShownOn ?? (provisionFrom && later(startsOn, provisionFrom.subtract({ days: 1 })));
  const isDone = exclusion.state === "done" && kind !== "suspension";
  return [
    on(startsOn, exclusionAsFact(kind, overFive)),
    // That the list tells of it is how the team heard.
    {
      ...{ kind: "agency-told" as const, details: { agency: "exclusions-team" as const } },
      happenedAt: Temporal.Instant.compare(firstSeenAt, now) < 0 ? firstSeenAt : now,
    },
    ...(arrangedOn ? [on(arrangedOn, { kind: "provision-arranged", details: {} })] : []),
    ...(isDone && provisionFrom
      ? [
          on(provisionFrom, {
            kind: "provision-confirmed",
            details: { provider: "", startedOn: provisionFrom.toString(), confirmedBy: "" },
          }),
        ]
      : []),
    ...(returnedOn ? [on(returnedOn, { kind: "pupil-returned", details: {} })] : []),
    ...(notBackOn ? [on(notBackOn, overrun)] : []),
  ].map((fact, place) => ({ ...fact, id: place + 1, madeAt: now }) as CaseFact);
}

/** That a pupil did not come back when the exclusion ended. */
export const overrun = {
  kind: "absence-began",
  details: { reason: "exclusion-overrun", protectionPlan: false },
} as const satisfies NewFact;

function later(one: Temporal.PlainDate, other: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(one, other) >= 0 ? one : other;
}

/** If full-time provision is owed from the sixth day and shown, in words. [E12] */
export function provisionInWords(
  { kind, provisionName, provisionFrom }: Pick<Exclusion, "kind" | "provisionName" | "provisionFrom">,
  { overFive, provision }: Pick<ExclusionStanding, "overFive" | "provision">,
  inWords: (day: Temporal.PlainDate) => string,
): string {
  const named = [provisionName, provisionFrom && `from ${inWords(provisionFrom)}`].filter(Boolean).join(" ");
  if (!overFive) return named || (kind === "managed-move" ? "Not known yet" : "Not owed: five days or fewer");
  if (!provision) return named || "Not shown";
  const by = inWords(dayOf(provision.dueAt));
  const states: Partial<Record<Obligation["state"], string>> = {
    met: `Shown in time: ${named}`,
    "met-late": `Shown late, after ${by}: ${named}`,
    overdue: `Not shown: was due by ${by}`,
    "no-longer-needed": named || "No longer needed",
  };
  return states[provision.state] ?? `To be shown by ${by}`;
}

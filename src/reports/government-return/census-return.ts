import { type LengthId, lengthOn, lengths } from "../../cases/index.ts";
import {
  isOfCompulsorySchoolAge,
  type Reason,
  reasonInWords,
  reasons,
  yearGroupOn,
} from "../../children/index.ts";
import { type HomeEducationReason, homeEducationReasons } from "../../home-education/index.ts";
import { counted, dayInWords, lengthInWords } from "../../web/design/words.ts";

/** A child on the register, or educated at home, on the census day. */
export type Counted = {
  collection: "cme" | "ehe";
  /** The case, or the home education. */
  id: number;
  childId: number;
  sex: string | null;
  dateOfBirth: Temporal.PlainDate | null;
  reason: string | null;
  missingSince: Temporal.PlainDate | null;
};

/** What the collection asks of a whole school year. */
export type YearFlows = {
  cmeEver: number;
  eheEver: number;
  eheStarts: number;
  eheLeavers: number;
  notices: number;
  orders: number;
};

/** One number of the return. */
export type ReturnLine = { collection: "cme" | "ehe"; topic: string; breakdown: string; count: number };

export type Placed = {
  child: Counted;
  /** By topic, the breakdown in which the child stands and why. */
  stands: { topic: string; breakdown: string; why: string }[];
  /** Why the child is not counted; undefined for who is. */
  leftOut: string | undefined;
};

export const collections = {
  cme: "Children missing education",
  ehe: "Elective home education",
} as const;

const sexes = { F: "Female", M: "Male" } as const;
const unknown = "Unknown";
const yearsCounted = ["R", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"] as const;
const yearInWords = (year: string) => (year === "R" ? "Reception" : `Year ${year}`);

/** The labels of the collection, in its order. */
const cmeReasons = [
  ...["Moved in from another local authority", "Moved in from another country"],
  ...[
    "School application awaiting outcome",
    "Offered school place but not yet accepted",
    "Waiting school start",
  ],
  ...[
    "Did not get school preference",
    "Unsuitable elective home education",
    "Difficulty accessing suitable school place",
  ],
  ...["School dissatisfaction general", "School dissatisfaction SEND", "Mental health", "Physical health"],
  ...[
    "Parental decision not to register at school",
    "Did not apply for school place at compulsory school age",
  ],
  ...["Challenging school attendance order", "Believed to have moved to another local authority"],
  ...["Believed to have moved to another country", "Unknown", "Not recorded", "Other"],
];
const eheReasons = [...Object.values(homeEducationReasons), unknown];

const breakdowns = {
  Sex: [...Object.values(sexes), unknown],
  "Year group": [...yearsCounted.map(yearInWords), unknown],
  Duration: lengths.map(({ text }) => text as string),
};

/** In which band and under which reason a child is counted on a census day, and why: pure. */
export function placedOn(child: Counted, censusDay: Temporal.PlainDate): Placed {
  const { collection, dateOfBirth } = child;
  const leftOut =
    dateOfBirth && !isOfCompulsorySchoolAge(dateOfBirth, censusDay)
      ? "Not of compulsory school age on the census day"
      : undefined;
  const stands = [sexOf(child), yearOf(child, censusDay)];
  if (collection === "cme") stands.push(durationOf(child, censusDay));
  stands.push(reasonOf(child));
  return { child, stands, leftOut };
}

/** Where a child stands. Why is written out for those whom somebody looks at. */
function standing(topic: string, breakdown: string, why: () => string): Placed["stands"][number] {
  return {
    topic,
    breakdown,
    get why() {
      return why();
    },
  };
}

function sexOf({ sex }: Counted) {
  const word = sexes[sex as keyof typeof sexes];
  return standing("Sex", word ?? unknown, () => (word ? "As recorded" : "No sex is recorded"));
}

function yearOf({ dateOfBirth }: Counted, censusDay: Temporal.PlainDate) {
  const year = dateOfBirth && yearGroupOn(dateOfBirth, censusDay);
  const isCounted = year && (yearsCounted as readonly string[]).includes(year);
  return standing("Year group", isCounted ? yearInWords(year) : unknown, () =>
    dateOfBirth ? `Born ${dayInWords(dateOfBirth)}` : "No date of birth is recorded",
  );
}

function durationOf({ missingSince }: Counted, censusDay: Temporal.PlainDate) {
  // What began after the census day had lasted no time on it.
  const since =
    missingSince && Temporal.PlainDate.compare(missingSince, censusDay) > 0 ? censusDay : missingSince;
  const id: LengthId = lengthOn(since, censusDay);
  return standing("Duration", lengths.find((length) => length.id === id)?.text ?? unknown, () =>
    since
      ? `Missing since ${dayInWords(since)}: ${lengthInWords(since, censusDay)} on the census day`
      : "Nobody recorded since when",
  );
}

function reasonOf({ collection, reason }: Counted) {
  const topic = "Primary reason";
  if (collection === "ehe") {
    const given = homeEducationReasons[reason as HomeEducationReason];
    return standing(topic, given ?? unknown, () =>
      given ? "As the parents say" : "Nobody recorded what the parents say",
    );
  }
  const isListed = reason !== null && Object.hasOwn(reasons, reason);
  return standing(topic, isListed ? reasons[reason as Reason].census : "Not recorded", () =>
    reason ? `The case says: ${reasonInWords(reason)}` : "The case says no reason",
  );
}

/** The lines of the return, in the collection's order, each breakdown with its number: pure. */
export function linesOf(placed: readonly Placed[], flows: YearFlows): ReturnLine[] {
  const counting = placed.filter(({ leftOut }) => leftOut === undefined);
  const of = (collection: "cme" | "ehe"): ReturnLine[] => {
    const own = counting.filter(({ child }) => child.collection === collection);
    const standing = new Map<string, number>();
    const placeOf = (topic: string, breakdown: string) => `${topic}: ${breakdown}`;
    for (const { stands } of own)
      for (const { topic, breakdown } of stands) {
        const place = placeOf(topic, breakdown);
        standing.set(place, (standing.get(place) ?? 0) + 1);
      }
    const topics = {
      Sex: breakdowns.Sex,
      "Year group": breakdowns["Year group"],
      ...(collection === "cme" && { Duration: breakdowns.Duration }),
      "Primary reason": collection === "cme" ? cmeReasons : eheReasons,
    };
    return [
      { collection, topic: "Total", breakdown: "Total", count: own.length },
      ...Object.entries(topics).flatMap(([topic, all]) =>
        all.map((breakdown) => ({
          ...{ collection, topic, breakdown },
          count: standing.get(placeOf(topic, breakdown)) ?? 0,
        })),
      ),
    ];
  };
  const year = (collection: "cme" | "ehe", breakdown: string, count: number): ReturnLine => ({
    ...{ collection, topic: "Previous school year", breakdown, count },
  });
  return [
    ...of("cme"),
    year("cme", "Missing education at any point", flows.cmeEver),
    ...of("ehe"),
    year("ehe", "Home educated at any point", flows.eheEver),
    year("ehe", "Began", flows.eheStarts),
    year("ehe", "Ended", flows.eheLeavers),
    year("ehe", "Notices to show suitable education", flows.notices),
    year("ehe", "School attendance orders made", flows.orders),
  ];
}

/** If a child stands in a breakdown that should be mended before the return goes. */
export function wantsMending({ stands, leftOut }: Placed): string[] {
  if (leftOut) return [];
  return stands.flatMap((stand) =>
    stand.breakdown === unknown || stand.breakdown === "Not recorded" ? [`${stand.topic}: ${stand.why}`] : [],
  );
}

/** The children who are counted in one number of the return. */
export function standsIn({
  collection,
  topic,
  breakdown,
}: Omit<ReturnLine, "collection" | "count"> & { collection: string }): (placed: Placed) => boolean {
  return ({ child, stands, leftOut }) =>
    leftOut === undefined &&
    child.collection === collection &&
    (topic === "Total" || stands.some((each) => each.topic === topic && each.breakdown === breakdown));
}

/** From this share of unknowns on, the department asks why. */
const manyUnknown = 0.1;
/** A swing that wants a word of explanation. */
const bigSwing = 0.5;

/**
 * What is amiss with a return: sums that do not meet, children counted twice, many unknowns, a swing since the last one, and
 * children of the home education list whom the register lacks (`notEntered`): pure.
 */
export function amissIn(
  lines: readonly ReturnLine[],
  placed: readonly Placed[],
  last: readonly ReturnLine[] | undefined,
  notEntered = 0,
): { severity: "error" | "query"; words: string }[] {
  const found: { severity: "error" | "query"; words: string }[] = [];
  if (notEntered > 0)
    found.push({
      severity: "error",
      words: `${counted(notEntered, "child stands", "children stand")} on the list of home education and not on the register, and ${notEntered === 1 ? "is" : "are"} not counted. The home education officer enters them under Home education.`,
    });
  for (const [collection, title] of Object.entries(collections)) {
    const own = lines.filter((line) => line.collection === collection);
    const total = own.find(({ topic }) => topic === "Total")?.count ?? 0;
    const topics = Map.groupBy(
      own.filter(({ topic }) => topic !== "Total" && topic !== "Previous school year"),
      ({ topic }) => topic,
    );
    for (const [topic, parts] of topics) {
      const sum = parts.reduce((all, { count }) => all + count, 0);
      if (sum !== total)
        found.push({
          severity: "error",
          words: `${title}: ${topic.toLowerCase()} sums to ${sum}, not ${total}.`,
        });
      const notKnown = parts
        .filter(({ breakdown }) => breakdown === unknown || breakdown === "Not recorded")
        .reduce((all, { count }) => all + count, 0);
      if (total > 0 && notKnown / total > manyUnknown)
        found.push({
          severity: "query",
          words: `${title}: of ${counted(notKnown, "child", "children")} in ${total} the ${topic.toLowerCase()} is not known.`,
        });
    }
    const before = last?.find((line) => line.collection === collection && line.topic === "Total")?.count;
    if (before !== undefined && Math.abs(total - before) > bigSwing * Math.max(before, 1))
      found.push({
        severity: "query",
        words: `${title}: ${total} now, ${before} at the last census. Say why in the note.`,
      });
  }
  const counting = placed.filter(({ leftOut }) => leftOut === undefined);
  const atHome = new Set(
    counting.flatMap(({ child }) => (child.collection === "ehe" ? [child.childId] : [])),
  );
  const twice = counting.filter(
    ({ child }) => child.collection === "cme" && atHome.has(child.childId),
  ).length;
  if (twice > 0)
    found.push({
      severity: "error",
      words: `${counted(twice, "child is", "children are")} both missing education and home educated on the census day. Close the one or end the other.`,
    });
  return found;
}

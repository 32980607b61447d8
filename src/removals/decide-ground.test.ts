import { describe, expect, test } from "vitest";
import { markedDays, type SchoolMeets } from "../feeds/index.ts";
import type { GroundAsked } from "./conditions/part.ts";
import { decideGround, questionsFor } from "./decide-ground.ts";
import { groundOn, groundsOn, otherListFor, regulationsOn } from "./grounds.ts";

const date = (text: string) => Temporal.PlainDate.from(text);
const number = (text: string) =>
  Temporal.PlainDate.from("1970-01-01").until(date(text), { largestUnit: "days" }).days;

/** An invented school: half-term from 26 to 30 October 2026, a training day on 2 November, term until 18 December. */
const closed = new Set(
  ["2026-10-26", "2026-10-27", "2026-10-28", "2026-10-29", "2026-10-30", "2026-11-02"].map(number),
);
const meets: SchoolMeets = {
  on: (day) =>
    day < number("2010-01-01") || day > number("2027-07-21")
      ? undefined
      : (day + 3) % 7 < 5 &&
        !closed.has(day) &&
        !(day > number("2026-12-18") && day < number("2027-01-04")) &&
        !(day > number("2026-07-21") && day < number("2026-09-03")),
  own: true,
};

const away = "OOOOOOOOOO";
const here = "/\\/\\/\\/\\/\\";
const weeks = (from: string, ...marks: string[]) =>
  marks.map((said, index) => ({ monday: number(from) + 7 * index, marks: said }));

type Case = {
  day: string;
  letter: string;
  answers?: Record<string, string>;
  marks?: { monday: number; marks: string }[];
  born?: string;
  phase?: string;
  consentFrom?: string;
  school?: SchoolMeets;
};

function asked({ day, letter, answers = {}, marks = [], ...more }: Case): GroundAsked {
  const ground = groundOn(date(day), letter);
  if (!ground) throw new Error(`${letter} is no ground on ${day}`);
  const school = more.school ?? meets;
  return {
    ...{ ground, day: date(day), answers: { evidence: "In the pupil's file.", ...answers }, meets: school },
    marks: markedDays(marks, school, number(day)),
    dateOfBirth: date(more.born ?? "2015-03-03"),
    phase: more.phase ?? "primary",
    consentFrom: more.consentFrom ? date(more.consentFrom) : undefined,
  };
}

/** "met on 2026-10-03", or "not met", with why and from when where that is known. */
function decided(tried: Case): string {
  const answer = decideGround(asked(tried));
  if (answer.met) return `met on ${answer.on}`;
  const why = answer.parts.flatMap((part) =>
    part.state === "met" ? [] : [`${part.state}: ${part.because}`],
  );
  return `not met: ${why.join(" | ")}${answer.notBefore ? ` (from ${answer.notBefore})` : ""}`;
}

const searched = {
  ...{
    schoolTried: "Called four times.",
    schoolTriedOn: "2026-09-25",
    authorityTried: "Visited.",
    together: "yes",
  },
  ...{ authorityTriedOn: "2026-09-30", found: "not-found", unableToCome: "no" },
};
const searchedIn = (year: number) => ({
  ...searched,
  ...{ schoolTriedOn: `${year}-03-20`, authorityTriedOn: `${year}-03-23` },
});
const fourWeeks = weeks("2026-09-07", away, away, away, away);
const fourWeeksIn = (monday: string) => weeks(monday, away, away, away, away);

/** For each ground, answers and marks with which it is met, on which day it then is, and one answer that spoils it. */
type Row = [letter: string, tried: Omit<Case, "letter">, on: string, spoilt: Record<string, string>];

const notice = { askedByParent: "yes", orderNamesSchool: "no" };
const plain = { orderNamesSchool: "no", mobileMainSchool: "no", dualAgreed: "no", willAttendAgain: "no" };

const in2024: Row[] = [
  [
    "A",
    { day: "2026-11-10", answers: { ...plain, registeredThereOn: "2026-11-09" } },
    "2026-11-09",
    { orderNamesSchool: "yes" },
  ],
  [
    "A",
    { day: "2026-11-10", answers: { ...plain, registeredThereOn: "2026-11-09" } },
    "2026-11-09",
    { mobileMainSchool: "yes" },
  ],
  [
    "A",
    { day: "2026-11-10", answers: { ...plain, registeredThereOn: "2026-11-09" } },
    "2026-11-09",
    { dualAgreed: "yes" },
  ],
  [
    "B",
    { day: "2026-09-10", answers: { ...plain, nurseryEndedOn: "2026-07-21" } },
    "2026-07-21",
    { willAttendAgain: "yes" },
  ],
  [
    "C",
    { day: "2026-11-10", answers: { ...plain, consentsOn: "2026-11-06" } },
    "2026-11-06",
    { orderNamesSchool: "yes" },
  ],
  [
    "C",
    { day: "2026-11-10", answers: { ...plain, consentsOn: "2026-11-06" } },
    "2026-11-06",
    { willAttendAgain: "yes" },
  ],
  [
    "D",
    { day: "2026-11-10", answers: { orderChangedOn: "2026-11-03" } },
    "2026-11-03",
    { orderChangedOn: "" },
  ],
  [
    "E",
    { day: "2026-11-10", answers: { orderRevokedOn: "2026-11-04" } },
    "2026-11-04",
    { orderRevokedOn: "2026-11-11" },
  ],
  [
    "F",
    { day: "2026-11-10", answers: { ...notice, noticeOn: "2026-11-02", lastDayNamed: "2026-11-06" } },
    "2026-11-07",
    { orderNamesSchool: "yes" },
  ],
  [
    "F",
    { day: "2026-11-10", answers: { ...notice, noticeOn: "2026-11-09", lastDayNamed: "2026-11-06" } },
    "2026-11-09",
    { askedByParent: "no" },
  ],
  [
    "G",
    { day: "2026-11-10", answers: { ...plain, boarder: "no", movedOn: "2026-11-01", tooFar: "yes" } },
    "2026-11-01",
    { boarder: "yes" },
  ],
  [
    "G",
    { day: "2026-11-10", answers: { ...plain, boarder: "no", movedOn: "2026-11-01", tooFar: "yes" } },
    "2026-11-01",
    { tooFar: "no" },
  ],
  [
    "H",
    {
      day: "2026-10-05",
      marks: weeks("2026-09-14", "CCCCCCCCCC", away, away),
      answers: { ...searched, leaveEndedOn: "2026-09-18" },
    },
    "2026-10-03",
    { unableToCome: "yes" },
  ],
  [
    "H",
    {
      day: "2026-10-05",
      marks: weeks("2026-09-14", "CCCCCCCCCC", away, away),
      answers: { ...searched, leaveEndedOn: "2026-09-18" },
    },
    "2026-10-03",
    { together: "no" },
  ],
  ["I", { day: "2026-10-05", marks: fourWeeks, answers: searched }, "2026-10-03", { unableToCome: "yes" }],
  [
    "I",
    { day: "2026-10-05", marks: fourWeeks, answers: { ...searched, found: "found-agreed" } },
    "2026-10-03",
    { found: "found" },
  ],
  [
    "J",
    { day: "2026-11-10", answers: { detainedOn: "2026-10-20", fourMonths: "yes", returnAfter: "no" } },
    "2026-10-20",
    { fourMonths: "no" },
  ],
  ["K", { day: "2026-11-10", answers: { diedOn: "2026-11-08" } }, "2026-11-08", { diedOn: "" }],
  [
    "L",
    { day: "2026-06-29", born: "2010-03-03", answers: { leaver: "said" } },
    "2026-06-26",
    { leaver: "not-known" },
  ],
  [
    "O",
    { day: "2026-11-10", answers: { excludedOn: "2026-09-21", exclusionEndedOn: "2026-11-05" } },
    "2026-11-05",
    { exclusionEndedOn: "2026-11-11" },
  ],
  [
    "N",
    { day: "2026-11-10", answers: { independent: "yes", leftOn: "2026-10-23" } },
    "2026-10-23",
    { independent: "no" },
  ],
  [
    "M",
    {
      day: "2027-01-05",
      answers: { boarder: "yes", chargesTermEndedOn: "2026-12-18", chargesUnpaid: "yes" },
    },
    "2026-12-19",
    { chargesUnpaid: "no" },
  ],
];

const in2006: Row[] = [
  [
    "a",
    { day: "2019-03-29", answers: { orderChangedOn: "2019-03-20" } },
    "2019-03-20",
    { orderChangedOn: "" },
  ],
  [
    "b",
    { day: "2019-03-29", answers: { ...plain, registeredThereOn: "2019-03-25" } },
    "2019-03-25",
    { dualAgreed: "yes" },
  ],
  [
    "c",
    { day: "2019-03-29", marks: weeks("2019-03-18", here, away), answers: { consentsOn: "2019-03-26" } },
    "2019-03-26",
    { consentsOn: "" },
  ],
  [
    "d",
    {
      day: "2019-03-29",
      marks: weeks("2019-03-18", here, away),
      answers: { ...notice, noticeOn: "2019-03-27" },
    },
    "2019-03-27",
    { noticeOn: "" },
  ],
  [
    "e",
    {
      day: "2019-03-29",
      marks: weeks("2019-03-18", here, away),
      answers: { boarder: "no", movedOn: "2019-03-16", tooFar: "yes" },
    },
    "2019-03-22",
    { boarder: "yes" },
  ],
  [
    "f",
    {
      day: "2012-03-24",
      marks: weeks("2012-03-05", "CCCCCCCCCC", away, away),
      answers: { ...searchedIn(2012), leaveEndedOn: "2012-03-09", longHolidayLeave: "yes" },
    },
    "2012-03-24",
    { longHolidayLeave: "no" },
  ],
  [
    "f",
    {
      day: "2015-03-23",
      marks: weeks("2015-03-02", "CCCCCCCCCC", away, away),
      answers: { ...searchedIn(2015), leaveEndedOn: "2015-03-06", together: "no" },
    },
    "2015-03-23",
    { found: "found-agreed" },
  ],
  [
    "f",
    {
      day: "2019-03-25",
      marks: weeks("2019-03-04", "CCCCCCCCCC", away, away),
      answers: { ...searchedIn(2019), leaveEndedOn: "2019-03-08" },
    },
    "2019-03-23",
    { together: "no" },
  ],
  [
    "g",
    { day: "2019-03-29", answers: { medicalOn: "2019-03-11", stayingOn: "no" } },
    "2019-03-11",
    { stayingOn: "yes" },
  ],
  [
    "h",
    { day: "2014-03-31", marks: fourWeeksIn("2014-03-03"), answers: { ...searchedIn(2014), together: "no" } },
    "2014-03-29",
    { found: "found-agreed" },
  ],
  [
    "h",
    { day: "2019-04-01", marks: fourWeeksIn("2019-03-04"), answers: searchedIn(2019) },
    "2019-03-30",
    { together: "no" },
  ],
  [
    "i",
    { day: "2019-03-29", answers: { detainedOn: "2019-03-01", fourMonths: "yes", returnAfter: "no" } },
    "2019-03-01",
    { returnAfter: "yes" },
  ],
  ["j", { day: "2019-03-29", answers: { diedOn: "2019-03-28" } }, "2019-03-28", { diedOn: "" }],
  [
    "k",
    { day: "2012-07-02", born: "1996-03-03", answers: { leaver: "said" } },
    "2012-06-29",
    { leaver: "not-eligible" },
  ],
  [
    "k",
    { day: "2019-07-01", born: "2003-03-03", answers: { leaver: "not-eligible" } },
    "2019-06-28",
    { leaver: "not-known" },
  ],
  [
    "l",
    { day: "2019-03-29", answers: { independent: "yes", leftOn: "2019-03-22" } },
    "2019-03-22",
    { independent: "no" },
  ],
  [
    "m",
    { day: "2019-03-29", answers: { excludedOn: "2019-02-04", exclusionEndedOn: "2019-03-18" } },
    "2019-03-18",
    { exclusionEndedOn: "" },
  ],
  [
    "n",
    { day: "2019-09-10", answers: { nurseryEndedOn: "2019-07-19", wentOn: "no" } },
    "2019-07-19",
    { wentOn: "yes" },
  ],
  [
    "o",
    {
      day: "2019-03-29",
      answers: { boarder: "yes", chargesTermEndedOn: "2018-12-14", chargesUnpaid: "yes" },
    },
    "2018-12-15",
    { boarder: "no" },
  ],
];

for (const [regulations, rows] of [
  ["2024 Regulations reg 9(1)", in2024],
  ["2006 Regulations reg 8(1)", in2006],
] as const) {
  describe(regulations, () => {
    test.each(rows)(`(%s) is met, and one answer spoils it [F01] %#`, (letter, tried, on, spoilt) => {
      expect(decided({ ...tried, letter })).toBe(`met on ${on}`);
      const answers = { ...tried.answers, ...spoilt };
      expect(decided({ ...tried, letter, answers })).toMatch(/^not met: (failed|missing|too-soon)/);
    });

    test("has a row for each of its grounds, and none is met before anything is answered [F01]", () => {
      const days = regulations.startsWith("2024")
        ? ["2026-11-10"]
        : ["2012-03-27", "2015-03-24", "2019-03-29"];
      for (const day of days)
        for (const ground of groundsOn(date(day))) {
          expect(rows.map(([letter]) => letter)).toContain(ground.letter);
          expect(decided({ day, letter: ground.letter, answers: { evidence: "" } })).toMatch(/^not met: /);
          expect(ground.clause).toBe(`${regulations}(${ground.letter.toLowerCase()})`);
        }
    });

    test("asks evidence of each ground, and is not met without it [F01]", () => {
      for (const [letter, tried] of rows)
        expect(decided({ ...tried, letter, answers: { ...tried.answers, evidence: "" } })).toContain(
          "Say what shows it",
        );
    });
  });
}

describe("by date", () => {
  test("the regulations of 2006 end on 18 August 2024 and those of 2024 begin on the next day [F01]", () => {
    expect(regulationsOn(date("2024-08-18")).regulations).toBe("2006");
    expect(regulationsOn(date("2024-08-19")).regulations).toBe("2024");
    expect(() => regulationsOn(date("2006-08-31"))).toThrow(RangeError);
    expect(
      groundsOn(date("2024-08-19"))
        .map(({ letter }) => letter)
        .join(""),
    ).toBe("ABCDEFGHIJKLMNO");
    expect(
      groundsOn(date("2024-08-18"))
        .map(({ letter }) => letter)
        .join(""),
    ).toBe("abcdefghijklmno");
    expect(
      groundsOn(date("2011-08-31"))
        .map(({ letter }) => letter)
        .join(""),
    ).toBe("abcdefghijklmn");
  });

  test("what is no ground on the day is none: the medical ground went, unpaid board came in 2011 [F01]", () => {
    expect(groundOn(date("2010-03-03"), "o")).toBeUndefined();
    expect(groundOn(date("2026-11-10"), "P")).toBeUndefined();
    expect(groundsOn(date("2026-11-10")).some(({ called }) => called.startsWith("Medical"))).toBe(false);
  });
});

describe("2024 Regulations reg 9(1)(i): twenty school days of G, N and O", () => {
  const tried = (day: string, marks = fourWeeks, answers: Record<string, string> = {}) =>
    decided({ day, letter: "I", marks, answers: { ...searched, ...answers } });

  test("day 19 is not enough, and it is told when the twentieth will be over [F02]", () => {
    expect(tried("2026-10-01")).toBe("not met: too-soon: 19 school days so far. (from 2026-10-03)");
  });

  test("on day 20 itself it is not met, for the day must be over; on the day after it is [F02]", () => {
    expect(tried("2026-10-02")).toContain(
      "2 October 2026 is day 20, and the day must be over. (from 2026-10-03)",
    );
    expect(tried("2026-10-03")).toBe("met on 2026-10-03");
  });

  test.each([
    ["I", "an illness"],
    ["U", "a late arrival"],
    ["Y2", "a day on which nobody could come"],
    ["C", "leave"],
    ["B", "education elsewhere"],
    ["/", "a morning at school"],
  ])("one session coded %s, %s, breaks the row, and the count begins anew after it [F02]", (code) => {
    const broken = weeks("2026-09-07", away, `${code === "Y2" ? "2" : code}OOOOOOOOO`, away, away, away);
    expect(tried("2026-10-05", broken)).toBe(
      `not met: too-soon: 15 school days so far. 14 September 2026 has ${code} and O, so the count begins after it. (from 2026-10-13)`,
    );
  });

  test("a half-term and a training day between are passed over, and marks on them hasten nothing [F02]", () => {
    const over = weeks("2026-10-12", away, away, "##########", away, away, away);
    expect(tried("2026-11-13", over)).toContain("19 school days so far. (from 2026-11-17)");
    const unlawful = weeks("2026-10-12", away, away, away, away, away, away);
    expect(tried("2026-11-13", unlawful)).toBe(tried("2026-11-13", over));
    expect(tried("2026-11-17", over)).toBe("met on 2026-11-17");
  });

  test("a site shut without warning (Y4) neither counts nor breaks [F02]", () => {
    const shut = weeks("2026-09-07", away, "OO44OOOOOO", away, away, away);
    expect(tried("2026-10-06", shut)).toBe("met on 2026-10-06");
  });

  test("a school day without marks within breaks it, for the pupil may have come [F02]", () => {
    const hole = [...weeks("2026-09-07", away), ...weeks("2026-09-21", away, away, away)];
    expect(tried("2026-10-12", hole)).toContain("18 September 2026, a school day, has no marks");
  });

  test("a pupil who came after the twentieth day is not away any more [F02]", () => {
    expect(tried("2026-10-12", [...fourWeeks, ...weeks("2026-10-05", "OOOO/\\OOOO")])).toContain(
      "2 school days so far. 7 October 2026 has / and \\, so the count begins after it.",
    );
  });

  test("marks that end early want to be sent, or the school's word that the pupil is still away [F02]", () => {
    expect(tried("2026-10-08")).toContain("missing: 3 school days since 5 October 2026 without marks.");
    expect(tried("2026-10-08", fourWeeks, { stillAway: "yes" })).toBe("met on 2026-10-03");
    expect(tried("2026-10-08", fourWeeks, { stillAway: "no" })).toContain("failed: The pupil has come since");
    expect(questionsFor(asked({ day: "2026-10-08", letter: "I", marks: fourWeeks }))).toContain("stillAway");
    expect(questionsFor(asked({ day: "2026-10-05", letter: "I", marks: fourWeeks }))).not.toContain(
      "stillAway",
    );
  });

  test("without the authority's search it is not met, and a later search moves the day [F02] [C17]", () => {
    expect(tried("2026-10-05", fourWeeks, { authorityTried: "" })).toContain(
      "missing: What the authority did, and when, is not given.",
    );
    expect(tried("2026-10-09", fourWeeks, { authorityTriedOn: "2026-10-07", stillAway: "yes" })).toBe(
      "met on 2026-10-07",
    );
  });
});

describe("2024 Regulations reg 9(1)(h): ten school days after leave", () => {
  const leave = weeks("2026-09-14", "CCCCCCCCCC", away, away);
  const tried = (day: string, marks = leave) =>
    decided({ day, letter: "H", marks, answers: { ...searched, leaveEndedOn: "2026-09-18" } });

  test("day 9 and day 10 are too soon, the day after day 10 is not [F01]", () => {
    expect(tried("2026-10-01")).toBe("not met: too-soon: 9 school days so far. (from 2026-10-03)");
    expect(tried("2026-10-02")).toContain("2 October 2026 is day 10, and the day must be over.");
    expect(tried("2026-10-03")).toBe("met on 2026-10-03");
  });

  test("one session attended, or one coded I, and it is not met at all [F01]", () => {
    expect(tried("2026-10-05", weeks("2026-09-14", "CCCCCCCCCC", away, "OOO\\OOOOOO"))).toBe(
      "not met: failed: The pupil came on 29 September 2026.",
    );
    expect(tried("2026-10-05", weeks("2026-09-14", "CCCCCCCCCC", away, "OOOOIOOOOO"))).toContain(
      "failed: 30 September 2026 has I and O: an excuse, or leave that went on.",
    );
  });

  test("a half-term after the leave does not count towards the ten [F01]", () => {
    const before = weeks("2026-10-12", "CCCCCCCCCC", away, "##########", "##OOOOOOOO", away);
    const answers = { ...searched, leaveEndedOn: "2026-10-16" };
    expect(decided({ day: "2026-11-09", letter: "H", marks: before, answers })).toContain("is day 10");
    expect(decided({ day: "2026-11-10", letter: "H", marks: before, answers })).toBe("met on 2026-11-10");
  });
});

describe("2024 Regulations reg 9(1)(f): home education", () => {
  const answers = { ...notice, noticeOn: "2026-11-02", lastDayNamed: "2026-11-06" };

  test("before the day that the notice names is over it is too soon, after it is met [F01]", () => {
    expect(decided({ day: "2026-11-06", letter: "F", answers })).toBe(
      "not met: too-soon: That day has not passed yet. (from 2026-11-07)",
    );
    expect(decided({ day: "2026-11-07", letter: "F", answers })).toBe("met on 2026-11-07");
  });

  test("a notice that was only spoken, or a school named in an attendance order, is no ground [F01]", () => {
    expect(decided({ day: "2026-11-07", letter: "F", answers: { ...answers, noticeOn: "" } })).toContain(
      "missing",
    );
    expect(
      decided({ day: "2026-11-07", letter: "F", answers: { ...answers, orderNamesSchool: "yes" } }),
    ).toContain("failed: A school attendance order names your school.");
  });

  test("a special school asks the authority that placed the pupil, by regulation 9(2); others are not asked [F01]", () => {
    const special = { day: "2026-11-10", letter: "F", phase: "special" };
    expect(decided({ ...special, answers })).toContain("It is not said if an authority placed the pupil.");
    const placed = { ...answers, placedByAuthority: "yes" };
    expect(decided({ ...special, answers: placed })).toContain("The consent has not been given.");
    expect(decided({ ...special, answers: { ...placed, placingConsentOn: "2026-11-09" } })).toBe(
      "met on 2026-11-09",
    );
    expect(decided({ ...special, answers: { ...answers, placedByAuthority: "no" } })).toBe(
      "met on 2026-11-07",
    );
    expect(questionsFor(asked({ day: "2026-11-10", letter: "F" }))).not.toContain("placedByAuthority");
  });

  test("the consent of the 2026 Act is asked from the day on which it is in force, and not before [F01]", () => {
    const child = { letter: "F", answers: { ...answers, enquiriesOrPlan: "yes" }, consentFrom: "2026-11-09" };
    expect(decided({ ...child, day: "2026-11-08" })).toBe("met on 2026-11-07");
    expect(decided({ ...child, day: "2026-11-09" })).toContain("The consent has not been given.");
    expect(
      decided({ ...child, day: "2026-11-09", answers: { ...child.answers, enquiriesOrPlan: "no" } }),
    ).toBe("met on 2026-11-07");
    expect(
      decided({ ...child, day: "2026-11-10", answers: { ...child.answers, consent2026On: "2026-11-10" } }),
    ).toBe("met on 2026-11-10");
  });
});

describe("other boundaries", () => {
  test("2006 Regulations reg 8(1)(d): home education is met at the point of the notice, when the pupil has ceased to attend [F01]", () => {
    const answers = { ...notice, noticeOn: "2019-03-27" };
    const marks = weeks("2019-03-18", here, "/\\/\\OOOOOO");
    expect(decided({ day: "2019-03-26", letter: "d", marks, answers })).toContain("too-soon");
    expect(decided({ day: "2019-03-27", letter: "d", marks, answers })).toBe("met on 2019-03-27");
  });

  test("2024 Regulations reg 9(1)(l): met on the last school day before the leaving date, too soon on the day before [A07] [F01]", () => {
    const leaver = { letter: "L", born: "2010-03-03", answers: { leaver: "not-eligible" } };
    expect(decided({ ...leaver, day: "2026-06-25" })).toBe(
      "not met: too-soon: Compulsory school age ends on 26 June 2026. (from 2026-06-26)",
    );
    expect(decided({ ...leaver, day: "2026-06-26" })).toBe("met on 2026-06-26");
    const shutOnFriday: SchoolMeets = {
      own: true,
      on: (day) => (day === number("2026-06-26") ? false : meets.on(day)),
    };
    expect(decided({ ...leaver, day: "2026-06-25", school: shutOnFriday })).toBe("met on 2026-06-25");
  });

  test("2024 Regulations reg 9(1)(m): unpaid on the last day of term is too soon, on the next day it is met [F01]", () => {
    const answers = { boarder: "yes", chargesTermEndedOn: "2026-12-18", chargesUnpaid: "yes" };
    expect(decided({ day: "2026-12-18", letter: "M", answers })).toContain("(from 2026-12-19)");
    expect(decided({ day: "2026-12-19", letter: "M", answers })).toBe("met on 2026-12-19");
  });

  test.each(["b", "c", "d", "e", "f", "g", "h", "i", "k", "l", "n", "o"])(
    "2006 Regulations reg 8(2): (%s) of a pupil whom an authority placed in a special school wants its consent [F01]",
    (letter) => {
      const special = asked({ day: "2019-07-01", letter, phase: "special" });
      expect(questionsFor(special)).toContain("placingConsentOn");
      expect(questionsFor({ ...special, phase: "secondary" })).not.toContain("placingConsentOn");
    },
  );

  test("2006 Regulations reg 8(2): an order, death and exclusion want no consent, and a leaver stays until it is given [F01]", () => {
    for (const letter of "ajm")
      expect(questionsFor(asked({ day: "2019-07-01", letter, phase: "special" }))).not.toContain(
        "placedByAuthority",
      );
    const leaver = { day: "2019-07-01", letter: "k", born: "2003-03-03", phase: "special" };
    const answers = { leaver: "said", placedByAuthority: "yes" };
    expect(decided({ ...leaver, answers })).toContain("The consent has not been given.");
    expect(decided({ ...leaver, answers: { ...answers, placingConsentOn: "2019-06-20" } })).toBe(
      "met on 2019-06-28",
    );
  });

  test("2006 Regulations reg 8(1)(h): day 20 must be over; a half-term between does not count, one session coded I begins the row anew [F02]", () => {
    const from2019 = (day: string, ...marks: string[]) =>
      decided({ day, letter: "h", marks: weeks("2019-03-04", ...marks), answers: searchedIn(2019) });
    expect(from2019("2019-03-28", away, away, away, away)).toContain(
      "19 school days so far. (from 2019-03-30)",
    );
    expect(from2019("2019-03-29", away, away, away, away)).toContain("29 March 2019 is day 20");
    expect(from2019("2019-03-30", away, away, away, away)).toBe("met on 2019-03-30");
    expect(from2019("2019-04-01", away, "IOOOOOOOOO", away, away)).toContain("14 school days so far.");
    const shut: SchoolMeets = {
      ...meets,
      on: (day) => (day >= number("2019-03-11") && day < number("2019-03-18") ? false : meets.on(day)),
    };
    const marks = weeks("2019-03-04", away, "##########", away, away, away);
    const over = { letter: "h", marks, answers: searchedIn(2019), school: shut };
    expect(decided({ ...over, day: "2019-04-05" })).toContain("5 April 2019 is day 20");
    expect(decided({ ...over, day: "2019-04-06" })).toBe("met on 2019-04-06");
  });

  test("2006 Regulations reg 8(1)(f): day 10 after the leave must be over, and one session attended ends it [F01]", () => {
    const since = (day: string, ...marks: string[]) =>
      decided({
        ...{ day, letter: "f", marks: weeks("2019-03-04", "CCCCCCCCCC", ...marks) },
        answers: {
          ...searchedIn(2019),
          schoolTriedOn: "2019-03-11",
          authorityTriedOn: "2019-03-12",
          leaveEndedOn: "2019-03-08",
        },
      });
    expect(since("2019-03-21", away, away)).toContain("9 school days so far. (from 2019-03-23)");
    expect(since("2019-03-22", away, away)).toContain("22 March 2019 is day 10");
    expect(since("2019-03-23", away, away)).toBe("met on 2019-03-23");
    expect(since("2019-03-25", away, "OO/OOOOOOO")).toContain("failed: The pupil came on 19 March 2019.");
  });

  test.each([
    ["2024", "A", "2026-11-10", { ...plain, registeredThereOn: "2026-11-09" }],
    ["2024", "C", "2026-11-10", { ...plain, consentsOn: "2026-11-06" }],
    ["2024", "G", "2026-11-10", { ...plain, boarder: "no", movedOn: "2026-11-01", tooFar: "yes" }],
    ["2024", "F", "2026-11-10", { ...notice, noticeOn: "2026-11-02", lastDayNamed: "2026-11-06" }],
    ["2006", "b", "2019-03-29", { ...plain, registeredThereOn: "2019-03-25" }],
    ["2006", "d", "2019-03-29", { ...notice, noticeOn: "2019-03-27" }],
  ])(
    "%s Regulations, ground %s: a school named in an attendance order keeps the name [F01]",
    (_set, letter, day, answers) => {
      expect(decided({ day, letter, answers })).toMatch(/^met/);
      expect(decided({ day, letter, answers: { ...answers, orderNamesSchool: "yes" } })).toContain(
        "failed: A school attendance order names your school",
      );
    },
  );

  test.each([
    ["2026-11-10", "A", { ...plain }, "registeredThereOn", "2026-11-10", "2026-11-11"],
    ["2026-11-10", "B", { ...plain }, "nurseryEndedOn", "2026-11-10", "2026-11-11"],
    ["2026-11-10", "C", { ...plain }, "consentsOn", "2026-11-10", "2026-11-11"],
    ["2026-11-10", "D", {}, "orderChangedOn", "2026-11-10", "2026-11-11"],
    ["2026-11-10", "E", {}, "orderRevokedOn", "2026-11-10", "2026-11-11"],
    ["2026-11-10", "G", { ...plain, boarder: "no", tooFar: "yes" }, "movedOn", "2026-11-10", "2026-11-11"],
    ["2026-11-10", "J", { fourMonths: "yes", returnAfter: "no" }, "detainedOn", "2026-11-10", "2026-11-11"],
    ["2026-11-10", "K", {}, "diedOn", "2026-11-10", "2026-11-11"],
    ["2026-11-10", "N", { independent: "yes" }, "leftOn", "2026-11-10", "2026-11-11"],
    ["2026-11-10", "O", { excludedOn: "2026-09-21" }, "exclusionEndedOn", "2026-11-10", "2026-11-11"],
    ["2019-03-29", "a", {}, "orderChangedOn", "2019-03-29", "2019-03-30"],
    ["2019-03-29", "b", { ...plain }, "registeredThereOn", "2019-03-29", "2019-03-30"],
    ["2019-03-29", "c", {}, "consentsOn", "2019-03-29", "2019-03-30"],
    ["2019-03-29", "e", { boarder: "no", tooFar: "yes" }, "movedOn", "2019-03-29", "2019-03-30"],
    ["2019-03-29", "g", { stayingOn: "no" }, "medicalOn", "2019-03-29", "2019-03-30"],
    ["2019-03-29", "i", { fourMonths: "yes", returnAfter: "no" }, "detainedOn", "2019-03-29", "2019-03-30"],
    ["2019-03-29", "j", {}, "diedOn", "2019-03-29", "2019-03-30"],
    ["2019-03-29", "l", { independent: "yes" }, "leftOn", "2019-03-29", "2019-03-30"],
    ["2019-03-29", "m", { excludedOn: "2019-02-04" }, "exclusionEndedOn", "2019-03-29", "2019-03-30"],
    ["2019-03-29", "n", { wentOn: "no" }, "nurseryEndedOn", "2019-03-29", "2019-03-30"],
  ])(
    "on %s ground %s is met on its own day, and not on the day before [F01]",
    (day, letter, answers, asks, on, ahead) => {
      expect(decided({ day, letter, answers: { ...answers, [asks]: on } })).toBe(`met on ${on}`);
      expect(decided({ day, letter, answers: { ...answers, [asks]: ahead } })).toContain(`(from ${ahead})`);
    },
  );

  test("a pupil who is not of compulsory school age has another list, by the regulations of the day [A07] [F01]", () => {
    const born = date("2009-03-03");
    expect(otherListFor(born, date("2025-06-27"))).toBeUndefined();
    expect(otherListFor(born, date("2025-06-28"))).toBe("2024 Regulations reg 9(3)");
    expect(otherListFor(date("2020-05-04"), date("2024-08-18"))).toBe("2006 Regulations reg 8(3)");
    expect(otherListFor(null, date("2025-06-28"))).toBeUndefined();
  });
});

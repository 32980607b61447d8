/** What a session's code says about a continuous absence. */
type SessionKind = "attended" | "authorised" | "unauthorised" | "not-possible" | "closed" | "not-on-roll";

type Code = {
  kind: SessionKind;
  /** The one character by which it is kept. */
  kept: string;
  /** The first and last day on which it may be used, YYYY-MM-DD. */
  from?: string;
  until?: string;
};

/** SI 2024/208 came into force on 19 August 2024: these codes came with it, and those ended the day before. */
const since2024 = { from: "2024-08-19" };
const before2024 = { until: "2024-08-18" };

function codesOf(
  kind: SessionKind,
  codes: string,
  span: Pick<Code, "from" | "until"> = {},
): [string, Code][] {
  return codes.split(" ").map((code) => [code, { kind, kept: keptAs[code] ?? code, ...span }]);
}

/** The codes of two characters, each by one that no other code has. */
const keptAs: Readonly<Record<string, string>> = {
  ...{ C1: "c", C2: "k", J1: "j" },
  ...{ Y1: "1", Y2: "2", Y3: "3", Y4: "4", Y5: "5", Y6: "6", Y7: "7" },
};

/** The codes of the attendance register by the day on which they may be used (regulation 10, tables 1 to 6). [B10] */
const codes: ReadonlyMap<string, Code> = new Map([
  ...codesOf("attended", "/ \\ L V P W B"),
  ...codesOf("attended", "K", since2024),
  ...codesOf("attended", "J", before2024),
  ...codesOf("authorised", "C M S T R I E"),
  ...codesOf("authorised", "C1 C2 J1", since2024),
  ...codesOf("authorised", "H", before2024),
  ...codesOf("unauthorised", "G N O U"),
  ...codesOf("not-possible", "D X"),
  ...codesOf("not-possible", "Q Y1 Y2 Y3 Y5 Y6 Y7", since2024),
  ...codesOf("not-possible", "Y", before2024),
  // The whole site was shut without warning: nobody had school, as on a planned closure.
  ...codesOf("closed", "Y4", since2024),
  ...codesOf("closed", "#"),
  ...codesOf("not-on-roll", "Z -"),
]);

const kinds: ReadonlyMap<string, SessionKind> = new Map(
  [...codes.values()].map(({ kept, kind }) => [kept, kind]),
);
const names: ReadonlyMap<string, string> = new Map([...codes].map(([code, { kept }]) => [kept, code]));

/** What a kept character says. @throws RangeError for one that no code has: the record holds none. */
export function kindOfMark(kept: string): SessionKind {
  const kind = kinds.get(kept);
  if (!kind) throw new RangeError(`No attendance code is kept as ${kept}`);
  return kind;
}

/** The code as schools write it: C1 for what is kept as c. */
export function codeOf(kept: string): string {
  return names.get(kept) ?? kept;
}

/** Ten sessions as they are kept, or what is wrong with them and the mend. */
export type MarksRead = { marks: string } | { fault: string; mend: string };

const sessions = 10;
const dayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];

/**
 * Reads a week's marks: ten codes, Monday morning to Friday afternoon, one after the other; spaces do not matter.
 * `monday` is YYYY-MM-DD; a code that was not in use on its day is told.
 */
export function readMarks(text: string, monday: string): MarksRead {
  // Nearly all weeks: ten codes of one character that are older than the law.
  if (monday >= since2024.from && /^[/\\LVPWBCMSTRIEGNOUDX#-]{10}$/.test(text)) return { marks: text };
  const written =
    text
      .toUpperCase()
      .replace(/\s+/g, "")
      .match(/.[0-9]?/gs) ?? [];
  if (written.length !== sessions)
    return {
      fault: `It holds ${written.length} codes.`,
      mend: "Write ten, Monday morning to Friday afternoon; # for a session when the school is closed.",
    };
  let marks = "";
  for (const [place, code] of written.entries()) {
    const known = codes.get(code);
    const session = `${dayNames[place >> 1]} ${place % 2 === 0 ? "morning" : "afternoon"}`;
    if (!known)
      return {
        fault: `${session} has '${code}', which is not an attendance code.`,
        mend: "Write the code that the register holds, such as /, I or O.",
      };
    const day = dayAfter(monday, place >> 1);
    if (known.from && day < known.from)
      return {
        fault: `${session} has ${code}, a code that only began on 19 August 2024.`,
        mend: "Write the code that was used then.",
      };
    if (known.until && day > known.until)
      return {
        fault: `${session} has ${code}, a code that ended on 18 August 2024.`,
        mend: "Write the code used since, such as C, J1 or one of Y1 to Y7.",
      };
    marks += known.kept;
  }
  return { marks };
}

function dayAfter(monday: string, days: number): string {
  return Temporal.PlainDate.from(monday).add({ days }).toString();
}

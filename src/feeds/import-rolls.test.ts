import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { pupil, rollFile, textFile } from "../../test/support/roll-file.ts";
import { sealWritten } from "../../test/support/seal-written.ts";
import { appendEntries } from "../audit/index.ts";
import { perform } from "../context.ts";
import { databaseFor, inTransaction, NotAllowed } from "../database/index.ts";
import { importFile } from "./import-file.ts";
import { mergeAlone } from "./import-turns.store.ts";
import type { Import } from "./imports.store.ts";
import { mendRejectedRow, setRowAside } from "./mend-rejected-row.ts";
import { rejectedRowOf, rowsWaiting } from "./rejected-rows.store.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

async function send(
  path: string,
  who = "data.eastmere",
  list = "rolls",
  report?: (progress: Import) => void,
) {
  const viewer = await database.who(who);
  return importFile(database.keepsight, list, path, { viewer, ...(report ? { report } : {}) });
}

function inLetters(number: number): string {
  return number.toString(26).replace(/\d/g, (digit) => "qrstuvwxyz".charAt(Number(digit)));
}

/** Many days, as the children of a county are born on: a row without a UPN is compared with whoever was born that day. */
function birthday(number: number): string {
  return Temporal.PlainDate.from("2012-09-01")
    .add({ days: number % 1500 })
    .toString();
}

function counts({ rowsNew, rowsChanged, rowsSame, rowsRejected }: Import) {
  return { rowsNew, rowsChanged, rowsSame, rowsRejected };
}

async function rows(query: string, ...values: unknown[]): Promise<Record<string, unknown>[]> {
  return (await database.owner.query(query, values)).rows;
}

/** The child of the UPN with everything that is kept of it, but times and ids. */
async function factsOf(upn: string | undefined) {
  const one = async (columns: string, table: string) =>
    (
      await rows(
        `select ${columns} from ${table} where child_id = (select id from children where upn = $1) order by id`,
        upn,
      )
    ).map((row) => Object.values(row).join(" "));
  return {
    names: await one("kind, forename, middle_names, surname", "child_names"),
    identifiers: await one("kind, value", "child_identifiers"),
    addresses: await one("lines, postcode", "child_addresses"),
    carers: await one("name, relationship, parental_responsibility, phones::text", "carers"),
    particulars: await one(
      "date_of_birth::text, sex, ethnicity, first_language, year_group",
      "child_particulars",
    ),
    provisions: await one("kind, from_on::text, until_on::text, leaving_reason, destination", "provisions"),
  };
}

const everything = pupil(1, {
  FormerUPN: pupil(901)["UPN"] ?? "",
  Surname: "O'Connell-Reyes",
  Forename: "Zoë",
  MiddleNames: "May",
  PreferredForename: "Zo",
  FormerSurname: "Reyes",
  Ethnicity: "WBRI",
  FirstLanguage: "ENG",
  NCYear: "5",
  Carer1Name: "Ana Reyes",
  Carer1Relationship: "Mother",
  Carer1ParentalResponsibility: "Yes",
  Carer1Phone: "07700 900123",
  LeavingDate: "2026-07-17",
  LeavingReason: "A",
  DestinationLAESTAB: "9984001",
});

test("a row becomes a child with names, numbers, address, carers, particulars and its time on the roll [A02] [A03]", async () => {
  const { import: read } = await send(rollFile([everything]));
  expect(counts(read)).toEqual({ rowsNew: 1, rowsChanged: 0, rowsSame: 0, rowsRejected: 0 });
  expect(await factsOf(everything["UPN"])).toEqual({
    names: ["legal Zoë May O'Connell-Reyes", "preferred Zo  O'Connell-Reyes", "former Zoë  Reyes"],
    identifiers: [`upn ${everything["UPN"]}`, `former-upn ${everything["FormerUPN"]}`],
    addresses: ["1 Quay Lane, Quillhithe EA4 7DN"],
    carers: ['Ana Reyes Mother yes {"07700 900123"}'],
    particulars: ["2015-03-04 F WBRI ENG 5"],
    provisions: ["on-roll 2024-09-04 2026-07-17 A 9984001"],
  });
  const [child] = await rows(
    "select children.on_roll, educated, schools.name as school, areas.name as area from children join schools on schools.id = school_id join areas on areas.id = children.area_id where upn = $1",
    everything["UPN"],
  );
  expect(child).toEqual({
    on_roll: false,
    educated: "unknown",
    school: "Ashfield Primary School",
    area: "North",
  });
});

test("the same file is known again, and the same rows in another file change nothing [A04]", async () => {
  const path = rollFile([pupil(11), pupil(12)]);
  await send(path);
  const before = await factsOf(pupil(11)["UPN"]);
  expect((await send(path)).outcome).toBe("already-in");
  const again = await send(rollFile([pupil(12), pupil(11)]));
  expect(counts(again.import)).toEqual({ rowsNew: 0, rowsChanged: 0, rowsSame: 2, rowsRejected: 0 });
  expect(await factsOf(pupil(11)["UPN"])).toEqual(before);
  const [entry] = await rows(
    "select first_import_id < last_import_id as seen_again from list_entries where upn = $1",
    pupil(11)["UPN"],
  );
  expect(entry).toEqual({ seen_again: true });
});

test("a next school that is written as unknown is none, so that the leaver is still asked about [B02] [A03]", async () => {
  const written = [
    "XXXXXXX",
    "XXX XXXX",
    "mmm/mmmm",
    "Unknown",
    "Unknown destination",
    "Not known",
    "n/k",
    "0000000",
    "-",
  ];
  const named = ["998/4001", "998 4001", "A school in Nantes"];
  const leavers = [...written, ...named].map((destination, at) =>
    pupil(700 + at, { LeavingDate: "2026-07-17", LeavingReason: "G", DestinationLAESTAB: destination }),
  );
  await send(rollFile(leavers));
  const kept = await rows(
    "select destination from provisions p join children c on c.id = p.child_id where c.upn = any ($1) order by c.upn",
    leavers.map((leaver) => leaver["UPN"]),
  );
  expect(
    kept
      .map(({ destination }) => destination)
      .filter(Boolean)
      .sort(),
  ).toEqual(["9984001", "9984001", "A school in Nantes"]);
  expect(kept).toHaveLength(leavers.length);
});

test("a changed address is a new fact and the old one stays [A02] [G03]", async () => {
  await send(rollFile([pupil(21)]));
  const { import: read } = await send(
    rollFile([pupil(21, { AddressLine1: "9 Mill Row", Postcode: "EA4 8AB" })]),
  );
  expect(counts(read)).toMatchObject({ rowsChanged: 1, rowsNew: 0 });
  const facts = await factsOf(pupil(21)["UPN"]);
  expect(facts.addresses).toEqual(["21 Quay Lane, Quillhithe EA4 7DN", "9 Mill Row, Quillhithe EA4 8AB"]);
  expect(facts.names).toHaveLength(1);
  expect(facts.provisions).toHaveLength(1);
});

test("a leaving date closes the time on the roll and takes the child off it [A03]", async () => {
  await send(rollFile([pupil(31)]));
  expect(await rows("select on_roll, educated from children where upn = $1", pupil(31)["UPN"])).toEqual([
    { on_roll: true, educated: "on-roll" },
  ]);
  await send(rollFile([pupil(31, { LeavingDate: "2026-03-27", LeavingReason: "G" })]));
  expect(await rows("select on_roll, educated from children where upn = $1", pupil(31)["UPN"])).toEqual([
    { on_roll: false, educated: "unknown" },
  ]);
  const spells = await rows(
    "select until_on::text, replaces is not null as replaces from provisions where child_id = (select id from children where upn = $1) order by id",
    pupil(31)["UPN"],
  );
  expect(spells).toEqual([
    { until_on: null, replaces: false },
    { until_on: "2026-03-27", replaces: true },
  ]);
});

test("a child who left one school and started at another in the same file is one child [A04]", async () => {
  const leaver = pupil(41, { LeavingDate: "2026-07-17" });
  const starter = pupil(41, { LAESTAB: "9972002", StartDate: "2026-09-03" });
  for (const order of [
    [starter, leaver],
    [leaver, starter],
  ]) {
    await send(rollFile(order));
    const children = await rows(
      "select on_roll, schools.laestab from children join schools on schools.id = school_id where upn = $1",
      leaver["UPN"],
    );
    expect(children).toEqual([{ on_roll: true, laestab: "9972002" }]);
  }
});

test("a child in two batches that are merged at the same time is one child [A04]", async () => {
  const filler = (from: number) =>
    Array.from({ length: 4990 }, (_, at) =>
      pupil(1, {
        UPN: "",
        Surname: `Filler${inLetters(from + at)}`,
        Forename: `Filler${inLetters(at)}`,
        DOB: birthday(at),
      }),
    );
  const leaver = pupil(43, { LeavingDate: "2026-07-17" });
  const starter = pupil(43, { LAESTAB: "9972002", StartDate: "2026-09-03" });
  const unnumbered = pupil(44, { UPN: "", Surname: "Unnumbered" });
  const first = [leaver, unnumbered, ...filler(0)];
  const { import: read } = await send(rollFile([...first, ...filler(5000), starter, unnumbered]));
  expect(counts(read)).toMatchObject({ rowsNew: first.length + 4990 + 1, rowsSame: 1, rowsRejected: 0 });
  const known = await rows(
    "select upn, on_roll from children where upn = $1 or surname = 'Unnumbered' order by upn nulls last",
    leaver["UPN"],
  );
  expect(known).toEqual([
    { upn: leaver["UPN"], on_roll: true },
    { upn: null, on_roll: true },
  ]);
});

test("two files sent at the same time name a child once [A04]", async () => {
  const here = Array.from({ length: 40 }, (_, at) => pupil(600 + at));
  const there = here.map((child) => ({ ...child, LAESTAB: "9972002", StartDate: "2026-09-07" }));
  await Promise.all([send(rollFile(here)), send(rollFile(there))]);
  const known = await rows(
    "select upn from children where upn = any ($1)",
    here.map((child) => child["UPN"]),
  );
  expect(known).toHaveLength(here.length);
});

test("the audit log is sealed while rows are merged [G03]", async () => {
  const program = databaseFor(database.keepsight.pool, undefined);
  await sealWritten(database.owner, database.keepsight.now());
  await inTransaction(program, async (merging) => {
    await mergeAlone(merging);
    await appendEntries(program, [
      { act: "saw case", at: database.keepsight.now(), personId: undefined, request: "test" },
    ]);
    expect(await sealWritten(database.owner, database.keepsight.now())).toBeGreaterThan(0);
  });
});

test("a child without a UPN is the same child next time, and when the UPN comes [A04]", async () => {
  await send(rollFile([pupil(51, { UPN: "" })]));
  await send(rollFile([pupil(51, { UPN: "", Surname: "TESTERFB", Town: "Fenwold" })]));
  await send(rollFile([pupil(51, { Town: "Oskham" })]));
  expect(await rows("select upn from children where surname ilike 'testerfb'")).toEqual([
    { upn: pupil(51)["UPN"] },
  ]);
  expect((await factsOf(pupil(51)["UPN"])).addresses).toHaveLength(3);
  expect(await rows("select row_key from list_entries where surname_key = 'testerfb'")).toEqual([
    { row_key: pupil(51)["UPN"] },
  ]);
});

test("an import broken off after any batch goes on, loses nothing and doubles nothing [G03]", async () => {
  const many = Array.from({ length: 12_500 }, (_, at) =>
    pupil(1, {
      UPN: "",
      Surname: `Broken${inLetters(at)}`,
      DOB: birthday(at),
    }),
  );
  const path = rollFile(many);
  for (const breakAfter of [5000, 10_000]) {
    const broken = send(path, "data.eastmere", "rolls", ({ rowsDone }) => {
      if (rowsDone === breakAfter) throw new Error("killed");
    });
    await expect(broken).rejects.toThrow("killed");
  }
  const { outcome, import: read } = await send(path);
  expect([outcome, read.state, read.rowsDone]).toEqual(["unfinished", "done", 12_500]);
  expect(counts(read)).toEqual({ rowsNew: 12_500, rowsChanged: 0, rowsSame: 0, rowsRejected: 0 });
  const [kept] = await rows(
    "select (select count(*) from children where surname like 'Broken%') as children, (select count(*) from child_names where surname like 'Broken%') as names, (select count(*) from list_entries where surname like 'Broken%') as entries",
  );
  expect(kept).toEqual({ children: 12_500, names: 12_500, entries: 12_500 });
  // Each row is looked for by its own key, also while the planner knows nothing of the tables yet.
  const [{ read: entriesRead } = {}] = await rows(
    "select sum(idx_tup_read)::int as read from pg_stat_user_indexes where relname = 'list_entries'",
  );
  expect(entriesRead).toBeLessThan(20 * 12_500);
});

test.each([
  ["DOB", { DOB: "31/02/2015" }, "'31/02/2015' is not a day. Write a real day, such as 2015-02-28."],
  ["DOB", { DOB: "" }, "It is empty. Enter the date of birth."],
  ["DOB", { DOB: "2031-02-03" }, "'2031-02-03' is still to come. Check the year."],
  ["DOB", { DOB: "1931-02-03" }, "'1931-02-03' is more than 26 years ago. Check the year."],
  ["Surname", { Surname: " " }, "It is empty. Enter the child's surname."],
  ["Forename", { Forename: "" }, "It is empty. Enter the child's forename."],
  [
    "Sex",
    { Sex: "X" },
    "'X' is not a sex that a register holds. Write F, M, or nothing when it is not known.",
  ],
  [
    "UPN",
    { UPN: "A801200005001" },
    "The digits of this UPN need the check letter B, not A. Check each character with the school.",
  ],
  [
    "Postcode",
    { Postcode: "Fenwold" },
    "'Fenwold' is not a full UK postcode. Write one such as EA4 7DN, or nothing when it is not known.",
  ],
  [
    "LAESTAB",
    { LAESTAB: "9979999" },
    "'9979999' is not the number of a school on record. Correct the number, or have the school added.",
  ],
  [
    "LAESTAB",
    { LAESTAB: "9982001" },
    "'9982001' is a school that you may not send a roll for. Send the rows of your own school.",
  ],
  [
    "LeavingDate",
    { LeavingDate: "2020-01-01" },
    "'2020-01-01' is before the StartDate. Correct one of the two.",
  ],
  [
    "Carer1ParentalResponsibility",
    { Carer1ParentalResponsibility: "perhaps" },
    "'perhaps' does not say whether there is parental responsibility. Write Yes, No, or nothing when it is not known.",
  ],
  ["MiddleNames", { MiddleNames: "x".repeat(201) }, "It has 201 characters. Shorten it to 200."],
])(
  "a row with a wrong %s waits with its fault and mend, and comes in when it is corrected [A01]: %j",
  async (field, wrong, words) => {
    const number = 100 + (await rows("select id from imports")).length;
    const { import: read } = await send(rollFile([pupil(number, wrong)]));
    expect(counts(read)).toEqual({ rowsNew: 0, rowsChanged: 0, rowsSame: 0, rowsRejected: 1 });
    const viewer = await database.who("data.eastmere");
    const mine = databaseFor(database.keepsight.pool, viewer.personId);
    const [waiting] = await rowsWaiting(mine, { importId: read.id, count: 10 });
    expect(waiting?.rowNumber).toBe(2);
    expect(waiting?.faults.map(({ field, fault, mend }) => [field, `${fault} ${mend}`])).toEqual([
      [field, words],
    ]);
    const call = { viewer, act: "mend-rejected-row", request: "test" } as const;
    const mend = (content: Record<string, string>) =>
      perform(database.keepsight, call, (context) => mendRejectedRow(context, waiting?.id ?? 0, content));
    expect(await mend(waiting?.content ?? {})).toMatchObject({ outcome: "still-at-fault" });
    expect(await mend(pupil(number))).toEqual({ outcome: "corrected" });
    expect(await mend(pupil(number))).toEqual({ outcome: "settled-already" });
    expect((await factsOf(pupil(number)["UPN"])).names).toHaveLength(1);
  },
);

test("a row that is set aside stays with its reason [G03]", async () => {
  const { import: read } = await send(rollFile([pupil(61, { DOB: "no" })]));
  const viewer = await database.who("data.eastmere");
  const mine = databaseFor(database.keepsight.pool, viewer.personId);
  const [waiting] = await rowsWaiting(mine, { importId: read.id, count: 10 });
  const id = waiting?.id ?? 0;
  await perform(database.keepsight, { viewer, act: "mend-rejected-row", request: "test" }, (context) =>
    setRowAside(context, id, "A test of the school's system"),
  );
  expect(await rowsWaiting(mine, { importId: read.id, count: 10 })).toEqual([]);
  expect(await rejectedRowOf(mine, id)).toMatchObject({
    settledAs: "set-aside",
    setAsideBecause: "A test of the school's system",
    content: { Surname: "Testergb" },
  });
});

test("a UPN typed for a brother or sister waits, and so does a second row for one pupil [A11]", async () => {
  const sister = pupil(71, { Surname: "Marl", Forename: "Ida", DOB: "2012-05-06" });
  const brother = pupil(71, { Surname: "Marl", Forename: "Tom", DOB: "2016-07-08", LAESTAB: "9972002" });
  const second = { ...sister, Town: "Elsewhere" };
  const { import: read } = await send(rollFile([sister, brother, second]));
  expect(counts(read)).toEqual({ rowsNew: 1, rowsChanged: 0, rowsSame: 0, rowsRejected: 2 });
  const waiting = await rows(
    "select row_number, faults -> 0 ->> 'fault' as fault from rejected_rows where import_id = $1 order by row_number",
    read.id,
  );
  expect(waiting).toEqual([
    {
      row_number: 3,
      fault: "This UPN belongs to a child with another forename and another date of birth.",
    },
    {
      row_number: 4,
      fault: "An earlier row of this file is about the same child and says something else.",
    },
  ]);
});

test("a school's own officer brings the rows of that school alone, in the program and in SQL [G04]", async () => {
  const path = rollFile([pupil(81), pupil(82, { LAESTAB: "9972002" })]);
  const { import: read } = await send(path, "school.eastmere");
  expect(counts(read)).toEqual({ rowsNew: 1, rowsChanged: 0, rowsSame: 0, rowsRejected: 1 });
  expect(await factsOf(pupil(82)["UPN"])).toMatchObject({ names: [] });
  await expect(send(rollFile([pupil(83)]), "school.eastmere", "health-list")).rejects.toThrow(NotAllowed);
  await expect(send(rollFile([pupil(84)]), "cme.eastmere")).rejects.toThrow(NotAllowed);

  const viewer = await database.who("school.eastmere");
  const door = await database.keepsight.pool.connect();
  try {
    await door.query("select set_config('keepsight.person', $1, false)", [String(viewer.personId)]);
    const [other] = await rows("select id, authority_id from schools where laestab = '9972002'");
    const row = `{"(2,${other?.["authority_id"]},${other?.["id"]},key${",".repeat(34)})"}`;
    await expect(
      door.query("select merge_roll_rows($1, now(), current_date, $2::incoming_row[])", [read.id, row]),
    ).rejects.toThrow("may not import");
    await expect(
      door.query("insert into list_entries (authority_id, list) values (1, 'school-roll')"),
    ).rejects.toThrow("permission denied");
  } finally {
    door.release();
  }
});

test("quoted commas, line breaks and quotation marks, CRLF, a byte order mark and odd header names are read [A02]", async () => {
  const text = `\uFEFFla estab,SURNAME,fore_name,D.O.B,dob,addressline1\r\n9972001,"Marsh, ""Tig""",Jo,x,04/03/2015,"1 Quay Lane\nRear flat"\r\n\r\n`;
  const { import: read } = await send(textFile(text));
  expect(counts(read)).toEqual({ rowsNew: 1, rowsChanged: 0, rowsSame: 0, rowsRejected: 0 });
  expect(
    await rows("select surname, date_of_birth::text, address from list_entries where forename = 'Jo'"),
  ).toEqual([{ surname: 'Marsh, "Tig"', date_of_birth: "2015-03-04", address: "1 Quay Lane\nRear flat" }]);
});

test("a file in Windows-1252 keeps its accents [A02]", async () => {
  const text = Buffer.from(
    "LAESTAB,Surname,Forename,DOB\n9972001,M\xfcller,Ren\xe9e \x96 May,2015-03-04\n",
    "latin1",
  );
  await send(textFile(text));
  expect(await rows("select surname, forename from children where surname like 'M_ller'")).toEqual([
    { surname: "Müller", forename: "Renée – May" },
  ]);
});

test("what is no roll is refused in one line that says the mend [A02]", async () => {
  const failed = await send(textFile("LAESTAB,Surname,Forename\n9972001,A,B\n"));
  expect(failed.import).toMatchObject({ state: "failed" });
  expect(failed.import.fault).toBe(
    "This file has no DOB. School rolls need a column of that name in the first row; add it and send the file again.",
  );
  const faultOf = async (text: string) => (await send(textFile(text))).import.fault;
  for (const [by, called] of [
    [";", "semicolons"],
    ["\t", "tabs"],
  ] as const)
    expect(await faultOf(`\uFEFF${["LAESTAB", "Surname", "Forename", "DOB"].join(by)}\n`)).toBe(
      `The values of this file are parted by ${called}. Save it as CSV with commas between them and send that.`,
    );
  expect(
    await faultOf(
      "LAESTAB,Surname,Forename,DOB,Postcode,Carer1Name,Post code\n9972001,Twice,Ed,2015-03-04,EA4 7DN,A,EA4 9ZZ\n",
    ),
  ).toBe(
    "This file has two columns called Postcode. Give the one that is not the child's another name and send the file again.",
  );
  expect(await rows("select id from children where surname = 'Twice'")).toEqual([]);
  const unclosed = await send(
    textFile(`LAESTAB,Surname,Forename,DOB\n9972001,"A,B,2015-03-04\n${"x\n".repeat(60_000)}`),
  );
  expect(unclosed.import.fault).toMatch(/^Row 2 cannot be read: a quotation mark opens and does not close/);
  await expect(send(textFile("PK\u0003\u0004"))).rejects.toThrow("Save it as CSV UTF-8");
  await expect(send(textFile(""))).rejects.toThrow("The file is empty");
  await expect(send("/nowhere/roll.csv")).rejects.toThrow("The file is not there");
});

test("a row with a cell too many or too few waits [A02]", async () => {
  const { import: read } = await send(
    textFile("LAESTAB,Surname,Forename,DOB\n9972001,Shift,Ed,Ward,2015-03-04\n9972001,Short,Ed\n"),
  );
  expect(read.rowsRejected).toBe(2);
});

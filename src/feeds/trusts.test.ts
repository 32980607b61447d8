import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { textFile } from "../../test/support/roll-file.ts";
import { NotAllowed } from "../database/index.ts";
import { importFile } from "./import-file.ts";
import type { Import } from "./imports.store.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  database.setNow("2026-11-23T09:00:00Z");
});
afterAll(() => database.end());

const header =
  '"URN","LA (code)","LA (name)","EstablishmentName","Establishment CloseDate","Group UID","Group ID","Group Name","Companies House Number","Group Type","Date Joined Group","Date Left Group","Group Closed Date"';
type Row = Partial<Record<"la" | "closed" | "uid" | "name" | "type" | "joined" | "left" | "ended", string>>;
const row = (urn: string, { la = "997", ...said }: Row = {}) =>
  [
    ...[urn, la, "Eastmere", "Some School", said.closed ?? "", said.uid ?? "16901", "TR90001"],
    ...[said.name ?? "Quill & Tide Trust", "00000001", said.type ?? "Multi-academy trust"],
    ...[said.joined ?? "01-09-2020", said.left ?? "", said.ended ?? ""],
  ]
    .map((cell) => `"${cell}"`)
    .join(",");

async function send(rows: readonly string[], who = "data.eastmere"): Promise<Import> {
  const path = textFile(Buffer.from([header, ...rows, ""].join("\r\n"), "latin1"));
  const order = { viewer: await database.who(who) };
  return (await importFile(database.keepsight, "trusts", path, order)).import;
}

const counts = ({ rowsNew, rowsChanged, rowsSame, rowsRejected }: Import) => [
  ...[rowsNew, rowsChanged, rowsSame, rowsRejected],
];
const held = async () =>
  (
    await database.owner.query(
      `select urn || ' ' || trust_uid || ' ' || trust || ' ' || joined_on || ' ' || coalesce(left_on::text, '') as line
       from school_trusts join schools on schools.id = school_id order by 1`,
    )
  ).rows.map(({ line }) => line);

test("schools of the viewer's authorities come in with their trusts, and what concerns no school here is passed over [G04]", async () => {
  const read = await send([
    row("900001"),
    row("900003", { left: "31-08-2026" }),
    row("900003", {
      uid: "16902",
      name: "Saltmarsh Single",
      type: "Single-academy trust",
      joined: "01-09-2026",
    }),
    row("900101", { la: "998" }),
    row("900002", { uid: "16990", name: "A Sponsor", type: "School sponsor" }),
    // A school that is not here any more: it closed, or its trust did.
    row("899001", { closed: "31-08-2021" }),
    row("899002", { ended: "31-08-2022" }),
  ]);
  expect(counts(read)).toEqual([3, 0, 2, 0]);
  expect(await held()).toEqual([
    "900001 16901 Quill & Tide Trust 2020-09-01 ",
    "900003 16901 Quill & Tide Trust 2020-09-01 2026-08-31",
    "900003 16902 Saltmarsh Single 2026-09-01 ",
  ]);
});

test("a later file changes what has changed; of two times in one trust the later counts, whatever comes last [G04]", async () => {
  const back = row("900003", { joined: "01-11-2026" });
  const first = row("900003", { left: "31-08-2026" });
  expect(counts(await send([back, first, row("900001", { name: "Quill, Tide & Sea Trust" })]))).toEqual([
    0, 2, 1, 0,
  ]);
  expect(counts(await send([first, row("900001", { name: "Quill, Tide & Sea Trust" })]))).toEqual([
    0, 0, 2, 0,
  ]);
  expect((await held()).slice(0, 2)).toEqual([
    "900001 16901 Quill, Tide & Sea Trust 2020-09-01 ",
    "900003 16901 Quill & Tide Trust 2026-11-01 ",
  ]);
});

test("a row that cannot be right waits and says why, beside those that are", async () => {
  const read = await send([
    row("900002", { uid: "16-9" }),
    row("900002", { joined: "" }),
    row("900002", { joined: "31-02-2020" }),
    row("900002", { left: "01-09-2019" }),
    row("900002", { name: "" }),
    row("899003"),
    row("900002"),
  ]);
  expect(counts(read)).toEqual([1, 0, 0, 6]);
  const { rows } = await database.owner.query(
    "select row_number, faults from rejected_rows where import_id = $1 order by row_number",
    [read.id],
  );
  const why = [
    "not a number",
    "It is empty",
    "not a day",
    "before the Date Joined Group",
    "It is empty",
    "No school of the authority",
  ];
  expect(rows.map(({ row_number }) => Number(row_number))).toEqual([2, 3, 4, 5, 6, 7]);
  for (const [at, words] of why.entries()) expect(JSON.stringify(rows[at].faults)).toContain(words);
});

test("neither a school's own officer nor another authority says which trust a school is in [G04]", async () => {
  await expect(send([row("900001")], "school.eastmere")).rejects.toThrow(NotAllowed);
  expect(counts(await send([row("900001", { name: "Stolen" })], "data.westholme"))).toEqual([0, 0, 0, 0]);
});

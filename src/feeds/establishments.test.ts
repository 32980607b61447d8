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
  '"URN","LA (code)","LA (name)","EstablishmentNumber","EstablishmentName","TypeOfEstablishment (name)","EstablishmentStatus (name)","OpenDate","CloseDate","PhaseOfEducation (name)","Street","Town","Postcode"';

async function send(rows: readonly string[], who = "data.eastmere"): Promise<Import> {
  const viewer = await database.who(who);
  // The register comes in Windows-1252.
  const path = textFile(Buffer.from([header, ...rows, ""].join("\r\n"), "latin1"));
  const { import: read } = await importFile(database.keepsight, "establishments", path, { viewer });
  return read;
}

const counts = ({ rowsNew, rowsChanged, rowsSame, rowsRejected }: Import) => [
  ...[rowsNew, rowsChanged, rowsSame, rowsRejected],
];

async function schools(numbers: string) {
  const { rows } = await database.owner.query(
    "select laestab, urn, name, phase, postcode, opened_on::text, closed_on::text from schools where laestab = any ($1) order by laestab",
    [numbers.split(" ")],
  );
  return rows;
}

const ashfield = (
  name: string,
  urn = "900001",
  rest = '"Open","01-09-1990","","Primary","Mill Lane","Quillhithe","EA4 7DN"',
) => `"${urn}","997","Eastmere","2001","${name}","Community school",${rest}`;

test("schools of the viewer's authorities come in by the register's columns, and those elsewhere are passed over [A04]", async () => {
  const read = await send([
    ashfield("Ashfield Primary & Nursery"),
    '"900301","997","Eastmere","2050","École Fenwater","Academy special converter","Open","01-09-2024","","Not applicable","","",""',
    '"900302","997","Eastmere","","Quay Children\'s Centre","Children\'s centre","Open","","","","","",""',
    '"900303","997","Eastmere","2051","Tomorrow School","Free schools","Proposed to open","","","Primary","","",""',
    '"900101","998","Westholme","2001","Stolen Name","Community school","Open","","","Primary","","",""',
    '"100000","201","City of London","3614","Elsewhere","Voluntary aided school","Open","","","Primary","","","EC3A 5DE"',
    '"900304","997","Eastmere","20x1","Wrong","Community school","Closed","","","Primary","","",""',
  ]);
  expect(counts(read)).toEqual([1, 1, 0, 1]);
  expect(await schools("9972001 9972050 9982001")).toMatchObject([
    { name: "Ashfield Primary & Nursery", phase: "primary", postcode: "EA4 7DN", opened_on: "1990-09-01" },
    { name: "École Fenwater", phase: "special", urn: "900301" },
    { name: "Downland Primary School" },
  ]);
});

test("of two schools under one number the open one counts, in whatever order they come [A04] [B03]", async () => {
  const closed = '"Closed","01-09-1990","31-08-2026","Primary","","",""';
  expect(
    counts(await send([ashfield("Old School", "900001", closed), ashfield("New Academy", "900401")])),
  ).toEqual([0, 1, 1, 0]);
  expect(await schools("9972001")).toMatchObject([{ name: "New Academy", urn: "900401", closed_on: null }]);
  expect(counts(await send([ashfield("Old School ", "900001", closed)]))).toEqual([0, 0, 1, 0]);
  const closing = '"Closed","01-09-1990","20-11-2026","Primary","","",""';
  expect(counts(await send([ashfield("New Academy", "900401", closing)]))).toEqual([0, 1, 0, 0]);
  expect(await schools("9972001")).toMatchObject([{ closed_on: "2026-11-20" }]);
});

test("neither a school's own officer nor another authority changes what schools there are [G04]", async () => {
  await expect(send([ashfield("Mine now")], "school.eastmere")).rejects.toThrow(NotAllowed);
  expect(counts(await send([ashfield("Ours now")], "data.westholme"))).toEqual([0, 0, 0, 0]);
});

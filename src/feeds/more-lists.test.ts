import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { pupil, rollFile, textFile } from "../../test/support/roll-file.ts";
import { writeCounty } from "../county/index.ts";
import { databaseFor, NotAllowed } from "../database/index.ts";
import { importCountyPlaces } from "./county-places.store.ts";
import { importFile } from "./import-file.ts";
import type { Import } from "./imports.store.ts";
import { rowsWaiting } from "./rejected-rows.store.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  database.setNow("2026-11-23T09:00:00Z");
  await send("rolls", rollFile([pupil(1), pupil(2)]));
});
afterAll(() => database.end());

async function send(list: string, path: string, who = "data.eastmere"): Promise<Import> {
  const viewer = await database.who(who);
  const { import: read } = await importFile(database.keepsight, list, path, { viewer });
  return read;
}

const counts = ({ rowsNew, rowsChanged, rowsSame, rowsRejected }: Import) => [
  rowsNew,
  rowsChanged,
  rowsSame,
  rowsRejected,
];

async function entries(list: string) {
  const { rows } = await database.owner.query(
    `select row_key, children.upn as child, laestab as school, starts_on::text as starts, ends_on::text as ends, other
     from list_entries left join children on children.id = child_id left join schools on schools.id = list_entries.school_id
     where list = $1 order by list_entries.id`,
    [list],
  );
  return rows;
}

async function faultsOf({ id }: Import): Promise<string[]> {
  const { personId } = await database.who("data.eastmere");
  const database_ = databaseFor(database.keepsight.pool, personId);
  const waiting = await rowsWaiting(database_, { importId: id, count: 50 });
  return waiting.flatMap(({ faults }) => faults.map(({ field, fault }) => `${field}: ${fault}`));
}

const { LAESTAB, UPN, Surname, Forename, DOB } = pupil(1);
const child = {
  LAESTAB: LAESTAB ?? "",
  UPN: UPN ?? "",
  Surname: Surname ?? "",
  Forename: Forename ?? "",
  DOB: DOB ?? "",
};

test("a child who joins, leaves and joins again has a row for each return, and none comes in twice [A04]", async () => {
  const returns = rollFile([
    { ...child, Event: "joined", On: "2025-09-03", PreviousLAESTAB: "9972002" },
    { ...child, Event: "Leaver", On: "2026-02-10", Reason: "G", DestinationLAESTAB: "9982001" },
    { ...child, Event: "joined", On: "02/11/2026" },
  ]);
  expect(counts(await send("joiners-and-leavers", returns))).toEqual([3, 0, 0, 0]);
  expect((await entries("joiner-or-leaver")).map(({ row_key: _, ...row }) => row)).toEqual([
    {
      ...{ child: UPN, school: LAESTAB, starts: "2025-09-03", ends: null },
      other: { Event: "joined", PreviousLAESTAB: "9972002" },
    },
    {
      ...{ child: UPN, school: LAESTAB, starts: null, ends: "2026-02-10" },
      other: { Event: "left", Reason: "G", DestinationLAESTAB: "9982001" },
    },
    { child: UPN, school: LAESTAB, starts: "2026-11-02", ends: null, other: { Event: "joined" } },
  ]);
  const again = await send(
    "joiners-and-leavers",
    rollFile([{ ...child, Event: "joined", On: "2025-09-03", PreviousLAESTAB: "9972002" }]),
  );
  expect(counts(again)).toEqual([0, 0, 1, 0]);
  const wrong = await send("joiners-and-leavers", rollFile([{ ...child, Event: "moved", On: "" }]));
  expect(await faultsOf(wrong)).toEqual(["Event: 'moved' is neither joined nor left.", "On: It is empty."]);
});

test("an exclusion is kept by its reference, and what it says next changes it [B07]", async () => {
  const exclusion = {
    ExclusionReference: "X1",
    ...child,
    Kind: "Managed move",
    StartsOn: "2026-11-02",
    DecidedOn: "2026-10-20",
  };
  expect(counts(await send("exclusions", rollFile([exclusion])))).toEqual([1, 0, 0, 0]);
  const provided = {
    ...exclusion,
    ProvisionName: "Saltmarsh High School",
    ProvisionLAESTAB: "9974001",
    ProvisionFrom: "2026-11-16",
  };
  expect(counts(await send("exclusions", rollFile([provided])))).toEqual([0, 1, 0, 0]);
  expect(await entries("exclusion")).toMatchObject([
    { row_key: "X1", child: UPN, other: { Kind: "managed-move", ProvisionFrom: "2026-11-16" } },
  ]);
  const wrong = {
    ...exclusion,
    ExclusionReference: "X2",
    Kind: "=1+1",
    StartsOn: "2026-11-05",
    EndsOn: "2026-11-04",
    Sessions: "four",
  };
  expect(await faultsOf(await send("exclusions", rollFile([wrong])))).toEqual([
    "EndsOn: '2026-11-04' is before the StartsOn.",
    "Sessions: 'four' is not a number from 0 to 190.",
    "Kind: '=1+1' is no kind of exclusion.",
  ]);
});

test("a place in alternative provision has its hours a week, and a second place is another row [B07]", async () => {
  const place = {
    LACode: "997",
    ...child,
    Provider: "Quay Farm Project",
    StartsOn: "2026-09-07",
    HoursAWeek: "12.5",
  };
  const second = { ...place, Provider: "Studio", HoursAWeek: "5" };
  expect(counts(await send("alternative-provision", rollFile([place, second])))).toEqual([2, 0, 0, 0]);
  expect((await entries("alternative-provision")).map(({ other }) => other.HoursAWeek)).toEqual([
    "12.5",
    "5",
  ]);
  const wrong = await send(
    "alternative-provision",
    rollFile([
      { ...place, HoursAWeek: "120" },
      { ...place, HoursAWeek: "" },
    ]),
  );
  expect(await faultsOf(wrong)).toEqual([
    "HoursAWeek: '120' is not a number from 0 to 50.",
    "HoursAWeek: It is empty.",
  ]);
});

test("a school sends its own joiners and leavers, and a row of another school waits with its mend [A04] [G04]", async () => {
  const { Surname = "", Forename = "", DOB = "" } = pupil(2);
  const row = { LAESTAB: "9972001", Surname, Forename, DOB, Event: "left", On: "2026-11-20" };
  const read = await send(
    "joiners-and-leavers",
    rollFile([row, { ...row, LAESTAB: "9972002", Event: "joined" }]),
    "school.eastmere",
  );
  expect(counts(read)).toEqual([1, 0, 0, 1]);
  const { personId } = await database.who("school.eastmere");
  const [waiting] = await rowsWaiting(databaseFor(database.keepsight.pool, personId), {
    ...{ importId: read.id, count: 5 },
  });
  expect(waiting?.faults).toEqual([
    {
      field: "LAESTAB",
      fault: "'9972002' is a school that you may not send returns for.",
      mend: "Send the rows of your own school.",
    },
  ]);
  const { rows } = await database.owner.query(
    `select laestab, children.forename from list_entries join schools on schools.id = list_entries.school_id join children on children.id = child_id
     where list = 'joiner-or-leaver' and ends_on = '2026-11-20'`,
  );
  expect(rows).toEqual([{ laestab: "9972001", forename: Forename }]);
});

test("the other new lists are of whole authorities, and a school sees the entries of its own alone [G04]", async () => {
  for (const list of ["exclusions", "alternative-provision", "independent-schools"])
    await expect(send(list, textFile("LAESTAB\nx\n"), "school.eastmere")).rejects.toThrow(NotAllowed);
  const { Surname, Forename, DOB } = pupil(2);
  await send(
    "independent-schools",
    rollFile([{ LAESTAB: "9972002", Surname: Surname ?? "", Forename: Forename ?? "", DOB: DOB ?? "" }]),
  );
  const seenBy = async (who: string) => {
    const { personId } = await database.who(who);
    const seen = await databaseFor(database.keepsight.pool, personId)
      .selectFrom("list_entries")
      .where("list", "in", ["independent-school", "exclusion"])
      .select("list")
      .execute();
    return seen.map(({ list }) => list);
  };
  expect(await seenBy("school.eastmere")).toEqual(["exclusion"]);
  expect((await seenBy("cme.eastmere")).sort()).toEqual(["exclusion", "independent-school"]);
  expect(await seenBy("cme.westholme")).toEqual([]);
});

test("every list of the invented county comes in [A04] [B07] [B10]", async () => {
  const out = mkdtempSync(join(tmpdir(), "keepsight-county-"));
  const { rows } = await writeCounty({ children: 600, seed: "5", out });
  const county = await testDatabase();
  try {
    county.setNow("2026-11-23T09:00:00Z");
    await importCountyPlaces(county.ownerDatabase, out);
    const lists = [
      "rolls",
      "joiners-and-leavers",
      "exclusions",
      "alternative-provision",
      "independent-schools",
      "attendance",
    ];
    for (const list of lists) {
      const { import: read } = await importFile(county.keepsight, list, join(out, `${list}.csv`));
      expect([list, read.state]).toEqual([list, "done"]);
      expect([list, read.rowsNew > 0]).toEqual([list, true]);
      expect([list, read.rowsRejected / (rows[`${list}.csv`] ?? 0) < 0.05]).toEqual([list, true]);
    }
    const { rows: found } = await county.owner.query(
      "select count(*)::int as absences from continuous_absences where kind = 'unauthorised' and broken_on is null",
    );
    expect(found[0].absences).toBeGreaterThan(3);
  } finally {
    await county.end();
  }
});

import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { addPupil } from "../../test/support/pupils.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { webServer } from "../web/server.ts";
import { ethnicityInWords, languageInWords, specialNeedsInWords } from "./census-codes.ts";

let database: TestDatabase;
let server: FastifyInstance;
let amira: number;
let hidden: number;
beforeAll(async () => {
  database = await testDatabase();
  database.setNow("2026-11-23T10:00:00Z");
  server = await webServer(database.keepsight);
  const added = {
    forename: "Amira",
    surname: "Okafor-Dale",
    otherSurname: "Whitfield",
    born: "2016-03-09",
    sex: "F",
    upn: "B801200005001",
    postcode: "EA4 7DN",
    address: "4 Invented Row, Ashfield",
    startsOn: "2020-09-03",
  };
  amira = Number(await addPupil(database.owner, added));
  await addPupil(database.owner, { ...added, list: "health", childId: amira });
  hidden = Number(await addPupil(database.owner, { forename: "Nobody", surname: "Seen", restricted: true }));
  await addPupil(database.owner, { forename: "Idris", surname: "Fenwold", born: "2016-03-09" });
});
afterAll(async () => {
  await server.close();
  await database.end();
});

const as = (name: string) => signedIn(database, server, name);

async function search(sought: string, name = "cme.eastmere") {
  const person = await as(name);
  const { location, status } = await person.send("/children", { sought });
  expect(status).toBe(303);
  expect(location).not.toMatch(/amira|okafor/i);
  return (await person.open(location ?? "")).body;
}

test("codes of the census stand in words, and what is in words already stays [A02]", () => {
  expect([ethnicityInWords("WBRI"), languageInWords("ENG"), specialNeedsInWords("N")]).toEqual([
    "White British",
    "English",
    "No special educational needs",
  ]);
  expect(ethnicityInWords("Somali")).toBe("Somali");
});

describe("finding a child", () => {
  test.each([
    "okafor dale amira",
    "Amira Okafor-Dale",
    "amira 9/3/2016",
    "okafordale",
    "b801200005001",
    "Amira Whitfield",
    "ami okafor dale",
    "3 September 2016 Amira",
  ])("%s finds her, and no name stands in the address [A11] [A02]", async (sought) => {
    const body = await search(sought);
    expect(body).toContain(`<a href="/children/${amira}">`);
    expect(body).not.toContain("Fenwold");
  });

  test("a child whom only a list knows is shown with the list, for no child on a list is out of sight [A04]", async () => {
    const of = { list: "health", forename: "Oona", surname: "Listonly", born: "2018-02-02", childId: null };
    await addPupil(database.owner, of);
    for (const sought of ["listonly", "oona listonly", "2/2/2018 oona"]) {
      const body = await search(sought);
      expect(body).toMatch(/without a record of a child yet.*Oona Listonly.*Health list/s);
    }
    expect(await search("oona listonly", "school.eastmere")).not.toContain("Listonly</");
  });

  test("a birth date alone finds everybody born then, with age and year group [A07]", async () => {
    const body = await search("9/3/2016");
    expect(body).toContain("2 children");
    expect(body).toContain("10 years old, year 6");
  });

  test("a reference leads to its case or referral", async () => {
    const officer = await as("cme.eastmere");
    const school = await as("school.eastmere");
    expect((await officer.send("/children", { sought: "em-c-000123" })).location).toBe("/cases/EM-C-000123");
    expect((await officer.send("/children", { sought: "EM-R-000123" })).location).toBe(
      "/referrals/EM-R-000123",
    );
    expect((await school.send("/children", { sought: "EM-R-000123" })).location).toBe(
      "/my-school/referrals/EM-R-000123",
    );
  });

  test("a restricted child, another school's pupil and another authority's child are not found [G04]", async () => {
    expect(await search("nobody seen")).toContain("No child whom you may see");
    expect(await search("amira okafor dale", "school2.eastmere")).toContain("No child whom you may see");
    expect(await search("amira okafor dale", "cme.westholme")).toContain("No child whom you may see");
  });

  test("the search of one person is not shown to another who has its address [G04]", async () => {
    const { location } = await (await as("cme.eastmere")).send("/children", { sought: "amira okafor dale" });
    expect((await (await as("named.eastmere")).open(location ?? "")).body).not.toContain("Okafor");
  });

  test("what was typed waits an hour and goes with the next search [G04]", async () => {
    const officer = await as("named.eastmere");
    const first = (await officer.send("/children", { sought: "amira okafor dale" })).location ?? "";
    database.setNow("2026-11-23T10:50:00Z");
    await officer.send("/children", { sought: "fenwold" });
    expect((await officer.open(first)).body).toContain("Okafor-Dale");
    database.setNow("2026-11-23T11:10:00Z");
    await officer.send("/children", { sought: "fenwold" });
    expect((await officer.open(first)).body).not.toContain("Okafor-Dale");
    database.setNow("2026-11-23T10:00:00Z");
  });
});

describe("a child's record", () => {
  test("shows names, identifiers, addresses, education and lists, each with its source [A02] [A03] [A04]", async () => {
    const { body, status } = await (await as("cme.eastmere")).open(`/children/${amira}`);
    expect(status).toBe(200);
    for (const words of [
      "Former name",
      "Whitfield",
      "4 Invented Row, Ashfield, EA4 7DN",
      "school roll, 2 Nov 2026",
    ])
      expect(body).toContain(words);
    expect(body).toContain("Health list");
    expect(body).toContain("20 Nov 2026");
    expect(body).toContain("On the roll of Ashfield Primary School");
    expect(body).toMatch(/<title>[^<]*Child record/);
    expect(body).not.toMatch(/<title>[^<]*Amira/);
  });

  test("shows compulsory school age and year group [A07]", async () => {
    const { body } = await (await as("cme.eastmere")).open(`/children/${amira}`);
    expect(body).toContain("Of compulsory school age from 31 March 2021 to 25 June 2032");
    expect(body).toContain("year 6");
  });

  test("shows which basics are missing, and once they are recorded no longer [A01]", async () => {
    const officer = await as("cme.eastmere");
    expect((await officer.open(`/children/${amira}`)).body).toMatch(/Missing from this record:.*carer.*GP/s);
    const page = `/children/${amira}/particulars`;
    await officer.send(page, { gp: "Larkmere Surgery (invented)", source: "The school by phone" });
    await officer.send(`/children/${amira}/carers`, {
      name: "Ada Okafor",
      parentalResponsibility: "yes",
      phone: "01632 960001",
      source: "The school by phone",
    });
    const { body } = await officer.open(`/children/${amira}`);
    expect(body).not.toContain("Missing from this record");
    expect(body).toContain("Larkmere Surgery (invented)");
    expect(body).toContain("01632 960001");
  });

  test("a fact that lacks something is not recorded, and what was typed stays [A01]", async () => {
    const officer = await as("cme.eastmere");
    const { status, body } = await officer.send(`/children/${amira}/addresses`, {
      lines: "9 New Street",
      postcode: "nowhere",
      certainty: "stated",
    });
    expect(status).toBe(422);
    expect(body).toContain("This is not a full UK postcode");
    expect(body).toContain("Enter who told us");
    expect(body).toContain("9 New Street");
  });

  test("a new name is added and the old one stays [A02] [G03]", async () => {
    const idris = await addPupil(database.owner, { forename: "Idriss", surname: "Vale" });
    const officer = await as("cme.eastmere");
    await officer.send(`/children/${idris}/names`, {
      kind: "legal",
      forename: "Idris",
      surname: "Vale",
      source: "Birth certificate",
    });
    const { body } = await officer.open(`/children/${idris}`);
    expect(body).toMatch(/<h1[^>]*>\s*Idris Vale/);
    expect(body).toContain("Idriss Vale");
  });

  test("an address that is hidden is shown to nobody [A02]", async () => {
    await database.owner.query(
      `insert into child_addresses (child_id, lines, postcode, hidden, source, made_at, made_by)
       select $1, '1 Refuge Lane', 'EA9 9XX', true, 'social care', now(), id from people where subject = 'keepsight'`,
      [amira],
    );
    const { body } = await (await as("cme.eastmere")).open(`/children/${amira}`);
    expect(body).toContain("Hidden for safety");
    expect(body).not.toContain("Refuge Lane");
    expect(body).not.toContain("EA9 9XX");
  });

  test("a restricted child, another school's pupil or another authority's child does not exist [G04]", async () => {
    expect((await (await as("cme.eastmere")).open(`/children/${hidden}`)).status).toBe(404);
    expect((await (await as("school2.eastmere")).open(`/children/${amira}`)).status).toBe(404);
    expect((await (await as("cme.westholme")).open(`/children/${amira}`)).status).toBe(404);
    expect((await (await as("cme.eastmere")).open("/children/1x")).status).toBe(404);
  });

  test("with leave a restricted child is seen [G04]", async () => {
    const { personId } = await database.who("cme.eastmere");
    await database.owner.query("insert into restricted_leave values ($1, $2, $2, now(), null)", [
      hidden,
      personId,
    ]);
    expect((await (await as("cme.eastmere")).open(`/children/${hidden}`)).status).toBe(200);
  });

  test("each look at a child is in the audit log [G04]", async () => {
    await (await as("named.eastmere")).open(`/children/${amira}`);
    const { rows } = await database.owner.query(
      "select act from audit_entries where child_id = $1 and person_id = $2",
      [amira, (await database.who("named.eastmere")).personId],
    );
    expect(rows).toEqual([{ act: "saw child" }]);
  });
});

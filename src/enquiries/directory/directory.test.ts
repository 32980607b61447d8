import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { type SignedIn, signedIn } from "../../../test/support/signed-in.ts";
import { webServer } from "../../web/server.ts";
import { entryNamed } from "./contact.ts";

let db: TestDatabase;
let server: FastifyInstance;
let officer: SignedIn;
beforeAll(async () => {
  db = await testDatabase();
  db.setNow("2026-11-23T10:00:00Z");
  server = await webServer(db.keepsight);
  officer = await signedIn(db, server, "data.eastmere");
});
afterAll(async () => {
  await server.close();
  await db.end();
});

const idOf = async (table: string, name: string) =>
  Number((await db.owner.query(`select id from ${table} where name = $1`, [name])).rows[0].id);
const add = (fields: Record<string, string>) => officer.send("/directory/new", fields);
const rowOf = (body: string, name: string) =>
  (body.split("<tr").find((row) => row.includes(name)) ?? "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ");

test("an agency is added with its kind, area, e-mail and telephone, and stands in the list and its file [E01]", async () => {
  const north = await idOf("areas", "North");
  const sent = await add({
    ...{ who: "agency", kind: "housing", name: "Larkmere Homes", area: String(north) },
    ...{ email: "Desk@Homes.example", phone: "=01632 960 001" },
  });
  expect([sent.status, sent.location]).toEqual([303, "/directory?done=added"]);
  const { body } = await officer.open("/directory");
  expect(rowOf(body, "Larkmere Homes")).toMatch(
    /Larkmere Homes Housing North desk@homes\.example =01632 960 001 By a link to their e-mail address/,
  );
  expect(rowOf(body, "Eastmere Police")).toContain("Somebody signs in");
  expect(body).not.toContain("Westholme Police");
  const file = (await officer.open("/directory.csv")).body;
  expect(file).toContain("Larkmere Homes,Housing,North,desk@homes.example,'=01632 960 001");
});

test("another council and a school are added with an address, each once [E01]", async () => {
  const westholme = String(await idOf("authorities", "Westholme"));
  expect((await add({ who: "authority", authority: westholme, email: "cme@westholme.example" })).status).toBe(
    303,
  );
  expect((await add({ who: "authority", authority: westholme })).body).toContain(
    "They are in the directory already",
  );
  expect((await add({ who: "school", school: "Ridgeway School (9984001)" })).status).toBe(303);
  const { body } = await officer.open("/directory");
  expect(rowOf(body, "Westholme")).toContain("Councils");
  expect(rowOf(body, "Ridgeway School")).toContain("Schools");
});

test("what is missing or wrong is said beside its field, and nothing is kept [E01]", async () => {
  const before = (await db.owner.query("select count(*) from directory_contacts")).rows;
  const wrong: [Record<string, string>, string][] = [
    [{}, "Choose who it is"],
    [{ who: "agency", name: "X" }, "Choose what kind of agency it is"],
    [{ who: "agency", kind: "health" }, "Enter the name of the agency"],
    [{ who: "agency", kind: "housing", name: "Larkmere Homes" }, "They are in the directory already"],
    [{ who: "agency", kind: "health", name: "X", email: "no address" }, "Enter an e-mail address like"],
    [{ who: "authority", authority: "999999" }, "Choose the council from the list"],
    [{ who: "school", school: "Nowhere School" }, "Pick the school from the list"],
  ];
  for (const [fields, said] of wrong) {
    const { status, body } = await add(fields);
    expect([status, body.includes(said)], said).toEqual([422, true]);
  }
  expect((await db.owner.query("select count(*) from directory_contacts")).rows).toEqual(before);
});

test("a change keeps what was there before with who wrote it, and an end takes the agency from the form [E01] [G03]", async () => {
  const at = `/directory/agency-${await idOf("agencies", "Larkmere Homes")}`;
  await officer.send(at, { email: "team@homes.example", phone: "", area: "" });
  const { body } = await officer.open(at);
  expect(body).toContain('value="team@homes.example"');
  const past = body.slice(body.indexOf("What was written here"));
  expect(past.indexOf("team@homes.example")).toBeLessThan(past.indexOf("desk@homes.example"));
  expect(past).toContain("Data Eastmere");
  // The same again is no change.
  await officer.send(at, { email: "team@homes.example", phone: "", area: "" });
  await officer.send(at, {}, { action: `${at}/end` });
  const { rows } = await db.owner.query(
    "select email, ended from directory_contacts where agency_id = $1 order by id",
    [await idOf("agencies", "Larkmere Homes")],
  );
  expect(rows).toEqual([
    { email: "desk@homes.example", ended: false },
    { email: "team@homes.example", ended: false },
    { email: "team@homes.example", ended: true },
  ]);
  expect(rowOf((await officer.open("/directory")).body, "Larkmere Homes")).toContain("Not asked any more");
  const audit = await db.owner.query(
    "select act from audit_entries where act in ('kept directory', 'ended in directory') and details->>'entry' = $1 order by id",
    [at.slice("/directory/".length)],
  );
  expect(audit.rows.map(({ act }) => act)).toEqual([
    "kept directory",
    "kept directory",
    "ended in directory",
  ]);
});

test("is narrowed to an area, with those who serve all, and goes on by name [E01]", async () => {
  const south = await idOf("areas", "South");
  await add({
    who: "agency",
    kind: "health",
    name: "North Nurses",
    area: String(await idOf("areas", "North")),
  });
  await db.owner.query(
    `insert into agencies (authority_id, kind, name) select $1, 'health', 'Clinic ' || lpad(n::text, 3, '0') from generate_series(1, 105) n`,
    [await idOf("authorities", "Eastmere")],
  );
  const { body } = await officer.open(`/directory?area=${south}`);
  expect(body).not.toContain("North Nurses");
  expect(body).toContain("Clinic 100");
  expect(body).not.toContain("Eastmere Police");
  const more = /href="([^"]*after=[^"]*)"/.exec(body)?.[1]?.replaceAll("&amp;", "&") ?? "";
  expect((await officer.open(more)).body).toContain("Eastmere Police");
});

test("another authority's entry is not found, nor what cannot be one [G04]", async () => {
  const foreign = await idOf("agencies", "Westholme Police");
  const token = /name="_csrf" value="([^"]*)"/.exec((await officer.open("/directory/new")).body)?.[1] ?? "";
  for (const entry of [`agency-${foreign}`, "agency-0", "agency-1e3", "police-1", `school-${foreign}`]) {
    expect((await officer.open(`/directory/${entry}`)).status).toBe(404);
    expect((await officer.post(`/directory/${entry}/end`, { _csrf: token })).status).toBe(404);
  }
  expect(entryNamed("agency-12")).toEqual({ of: "agency", id: 12 });
  expect(entryNamed("agency-12x")).toBeUndefined();
});

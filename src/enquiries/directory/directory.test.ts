import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { lookAt } from "../../../test/support/look-at.ts";
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
    ...{
      who: "agency",
      kind: "housing",
      name: "Larkmere Homes",
      area: String(north),
      askFor: "The lettings desk",
    },
    ...{ email: "Desk@Homes.example", phone: "=01632 960 001" },
  });
  expect([sent.status, sent.location]).toEqual([303, "/directory?done=added"]);
  const { body } = await officer.open("/directory");
  expect(rowOf(body, "Larkmere Homes")).toMatch(
    /Larkmere Homes Housing North The lettings desk desk@homes\.example =01632 960 001 By a link to their e-mail address/,
  );
  expect(rowOf(body, "Eastmere Police")).toContain("Somebody signs in");
  expect(body).not.toContain("Westholme Police");
  const file = (await officer.open("/directory.csv")).body;
  expect(file).toContain("Larkmere Homes,Housing,North,The lettings desk,desk@homes.example,'=01632 960 001");
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

describe("contacts by area and role [G06]", () => {
  test("the directory is narrowed to a kind, and its file with it [G06]", async () => {
    const { body } = await officer.open("/directory?kind=police");
    expect(body).toContain("Eastmere Police");
    expect(body).not.toContain("Clinic 001");
    const file = (await officer.open("/directory.csv?kind=police")).body;
    expect(file).toContain("Eastmere Police");
    expect(file).not.toContain("Clinic 001");
    // What cannot be is as if it had not been asked.
    expect((await officer.open("/directory?kind=nonsense")).body).toContain("Clinic 001");
  });

  test("the council's own people are found by role and area, by those who work there and its schools [G06]", async () => {
    const area = await signedIn(db, server, "area.eastmere");
    await db.owner.query("update people set phone = '01632 960 044' where email like 'cme.eastmere@%'");
    const everybody = (await area.open("/people")).body;
    expect(rowOf(everybody, "Cme Eastmere")).toMatch(
      /Cme Eastmere CME officer All of Eastmere cme.eastmere@keepsight.example 01632 960 044/,
    );
    expect(rowOf(everybody, "Area2 Eastmere")).toContain("South");
    for (const other of ["Cme Westholme", "School Eastmere", "Police Eastmere", "Keepsight (the program)"])
      expect(everybody).not.toContain(other);
    const south = await idOf("areas", "South");
    const ofSouth = (await area.open(`/people?role=area-attendance-officer&area=${south}`)).body;
    expect(ofSouth).toContain("Area2 Eastmere");
    expect(ofSouth).not.toMatch(/>Area Eastmere<|>Cme Eastmere</);
    const school = await signedIn(db, server, "school.eastmere");
    expect((await school.open("/people")).body).toContain("cme.eastmere@keepsight.example");
    expect((await school.open("/people.csv")).body).toContain(
      "Named Eastmere,Named officer,,named.eastmere@",
    );
    expect((await (await signedIn(db, server, "police.eastmere")).open("/people")).status).toBe(403);
  });

  test("every council is listed with its contact, and those of which none is known are counted [G06]", async () => {
    await db.owner.query(
      "insert into authorities (code, name, initials, procedure) values ('993', 'Quietshire', 'QS', 'norfolk')",
    );
    const { body } = await officer.open("/directory/councils");
    expect(body).toContain("1 council of 2 cannot be asked");
    expect(rowOf(body, "Westholme")).toContain("Somebody signs in");
    expect(rowOf(body, "Quietshire")).toContain("No contact yet");
    const only = (await officer.open("/directory/councils?show=unreached")).body;
    expect(only).not.toContain(">Westholme<");
    const at = `/directory/new?council=${await idOf("authorities", "Quietshire")}`;
    expect(body).toContain(`href="${at}"`);
    const sent = await officer.send(
      at,
      {
        ...{ who: "authority", authority: String(await idOf("authorities", "Quietshire")) },
        ...{ askFor: "Officer for missing pupils, Jo Ferris", email: "cme@quietshire.example" },
      },
      { action: "/directory/new" },
    );
    expect(sent.status).toBe(303);
    const after = (await officer.open("/directory/councils")).body;
    expect(after).toContain("All 2 other councils can be asked");
    expect(rowOf(after, "Quietshire")).toContain("Officer for missing pupils, Jo Ferris");
    expect((await officer.open("/directory/councils.csv")).body).toContain(
      'Quietshire,993,"Officer for missing pupils, Jo Ferris",cme@quietshire.example',
    );
  });
});

test("the pages of contacts have nothing that axe objects to and fit a phone [G06]", async () => {
  await server.listen({ host: "localhost", port: 0 });
  const url = `http://localhost:${(server.server.address() as AddressInfo).port}`;
  const { token } = await signedIn(db, server, "cme.eastmere");
  await lookAt({
    address: url,
    token: token,
    pages: {
      directory: "/directory?kind=other-authority",
      councils: "/directory/councils",
      people: "/people",
    },
  });
}, 120_000);

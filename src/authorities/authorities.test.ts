import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { runCommand } from "../../test/support/program.ts";
import { connectionPool, databaseFor } from "../database/index.ts";
import { loadProcedures } from "../procedures/index.ts";
import { readAuthorityFile } from "./authority-file.ts";
import { setUpAuthority } from "./set-up-authority.ts";

// A system in which nothing is but the tables, as a council has it after `keepsight migrate`. Everybody in here is invented.
let owner: pg.Client;
let url: string;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "keepsight-first-day-"));
  const server = new URL(inject("templateUrl"));
  server.pathname = "/postgres";
  const maker = new pg.Client({ connectionString: server.href });
  await maker.connect();
  const name = `keepsight_${randomBytes(5).toString("hex")}`;
  await maker.query(`create database ${name}`);
  await maker.end();
  server.pathname = `/${name}`;
  url = server.href;
  owner = new pg.Client({ connectionString: url });
  await owner.connect();
});
afterAll(() => owner.end());

const keepsight = (...words: string[]) =>
  runCommand(words, { DATABASE_URL: url, KEEPSIGHT_DEMONSTRATION: "off" });
const example = readFileSync(join(import.meta.dirname, "../../deploy/authority.example.yaml"), "utf8");
function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
const one = async (query: string) => (await owner.query(query)).rows[0];

test("from nothing to a first roll: the steps of docs/operate/first-day.md, as written [G04] [A04]", async () => {
  expect((await keepsight("migrate")).out).toContain("The database is up to date.");
  expect((await keepsight("authority")).out).toBe(example);
  const path = file("authority.yaml", example);
  expect((await keepsight("authority", path)).out).toBe(
    "Eastmere is set up: 3 areas and agencies added, 5 posts given, 0 changed.\n",
  );
  expect((await keepsight("authority", path)).out).toContain(
    "0 areas and agencies added, 0 posts given, 0 changed.",
  );
  expect(await one("select issuer, email from people where name = 'Cole Cassidy'")).toEqual({
    issuer: "invited",
    email: "cole.cassidy@eastmere.example",
  });
  expect(await one("select count(*)::int as given from audit_entries where act = 'given post'")).toEqual({
    given: 5,
  });

  const schools = file(
    "establishments.csv",
    [
      '"URN","LA (code)","EstablishmentNumber","EstablishmentName","EstablishmentStatus (name)","PhaseOfEducation (name)"',
      '"900001","997","2001","Ashfield Primary School","Open","Primary"',
      "",
    ].join("\r\n"),
  );
  expect((await keepsight("import", "establishments", schools, "--authority", "997")).code).toBe(0);
  const terms = file("terms.csv", "Code,Kind,Starts,Ends\n997,term,2026-09-02,2026-12-18\n");
  expect((await keepsight("import", "terms", terms, "--authority", "997")).code).toBe(0);
  const roll = file("rolls.csv", "LAESTAB,Forename,Surname,DOB\n9972001,Orla,Quillfeather,2016-05-06\n");
  const rolls = await keepsight("import", "rolls", roll);
  expect(rolls.code, rolls.out + rolls.err).toBe(0);
  expect(await one("select count(*)::int as pupils from children where on_roll")).toEqual({ pupils: 1 });

  const withSchool = `${example.replace("until: 2030-08-31", "until: 2031-08-31")}`.replace(
    / {2}# - \{/,
    "  - {",
  );
  expect((await keepsight("authority", file("authority.yaml", withSchool))).out).toContain(
    "1 post given, 1 changed.",
  );
});

test("what a file names wrongly is said in one line, and none of it is taken [G04]", async () => {
  const people = await one("select count(*)::int as count from people");
  const pool = connectionPool(url, 1);
  const at = { procedures: loadProcedures(), now: Temporal.Instant.from("2026-11-30T10:00Z") };
  const refused = async (from: string, to: string) => {
    const set = async () =>
      setUpAuthority(
        databaseFor(pool, undefined),
        readAuthorityFile(example.replace(from, to), "wrong.yaml"),
        at,
      );
    return set().then(
      () => "nothing was refused",
      (fault: Error) => fault.message,
    );
  };
  expect(await refused("procedure: norfolk", "procedure: norfork")).toBe(
    "Eastmere: no procedure is called norfork. Write one of norfolk, oxfordshire; an own one is made from it on the procedure's page.",
  );
  expect(await refused(", area: North, until: 2030-08-31", ", area: Nowhere")).toBe(
    "Anya Area: there is no area Nowhere. Add it to the file, or correct it.",
  );
  expect(await refused(", agency: Eastmere Police", "")).toBe(
    "Pat Police: the role police needs its agency. Add it.",
  );
  expect(await refused("role: cme-officer }", 'role: cme-officer, school: "9972001" }')).toBe(
    "Cole Cassidy: the role cme-officer is of no school. Leave school out.",
  );
  expect(await refused("role: data-officer", "role: data-boss")).toMatch(/wrong\.yaml, people 0 role: /);
  expect(await refused('code: "997"', "code: 997")).toMatch(/wrong\.yaml, authority code: /);
  await pool.end();
  expect(await one("select count(*)::int as count from people")).toEqual(people);
});

import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CaseAtAddress, caseAtAddress } from "../../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { lookAt } from "../../../test/support/look-at.ts";
import { signedIn } from "../../../test/support/signed-in.ts";
import { type Site, startSite } from "../../../test/support/site.ts";
import { raiseFlags, recordFact } from "../../cases/index.ts";
import { perform } from "../../context.ts";
import { partners, told } from "./partners.ts";

let database: TestDatabase;
let site: Site;
let hidden: CaseAtAddress;
beforeAll(async () => {
  database = await testDatabase();
  const named = (surname: string, authority = "Eastmere") =>
    caseAtAddress(database, { forename: "Wren", surname, authority });
  await named("Lostmere");
  const met = await named("Metbury");
  const held = await named("Heldon");
  hidden = await named("Hidwell");
  const restricted = await named("Restley");
  await named("Elsewhere", "Westholme");
  const { owner } = database;
  await owner.query(
    "update children set sex = 'F', upn = 'B801200005001', postcode = 'EA4 7DN' where surname in ('Lostmere', 'Hidwell')",
  );
  await owner.query(
    `insert into child_addresses (child_id, lines, postcode, hidden, source, made_at, made_by)
     values ($1, '9 Teal Court', 'EA9 9ZZ', true, 'social care', '2026-11-03T12:00Z', 1)`,
    [hidden.childId],
  );
  await owner.query("update children set restricted = true where id = $1", [restricted.childId]);
  const viewer = await database.who("cme.eastmere");
  await perform(database.keepsight, { viewer, act: "work-case", request: "test" }, async (context) => {
    await recordFact(context, met.caseId, {
      kind: "family-contact-tried",
      details: { by: "telephone", reached: true },
    });
    await raiseFlags(context, held.childId, ["forced-marriage"], "Her teacher, by telephone");
  });
  site = await startSite(database);
});
afterAll(async () => {
  await site.close();
  await database.end();
});

const as = (name: string) => signedIn(database, site.server, name);

test.each(Object.entries(partners))(
  "%s is told just what it needs of each child who cannot be found, and of nobody else [H03] [G01]",
  async (partner, { told: columns }) => {
    const { body } = await (await as("cme.eastmere")).open(`/unfound.csv?for=${partner}`);
    const rows: Record<string, string>[] = parse(body, { columns: true, bom: true });
    expect(Object.keys(rows[0] ?? {})).toEqual(columns.map((column) => told[column]));
    expect(rows.map((row) => row["Surname"])).toEqual(["Lostmere", "Hidwell"]);
    // Neither where they live, nor who with, nor why.
    expect(body).not.toMatch(/Lantern|7DN|Teal|EA9|Ines|01632|destination/i);
    if (columns.includes("district"))
      expect(rows.map((row) => row["Postcode district"])).toEqual(["EA4", ""]);
  },
);

test("the restricted, the held, the met and other authorities' children stand on no page of it [H03] [E04] [G04]", async () => {
  const { body } = await (await as("named.eastmere")).open("/unfound");
  expect(body).toContain("Lostmere");
  expect(body).not.toMatch(/Metbury|Heldon|Restley|Elsewhere/);
  expect((await (await as("school.eastmere")).open("/unfound")).status).toBe(403);
  expect((await (await as("police.eastmere")).open("/unfound.csv")).status).toBe(403);
});

test("who took the list for whom is on record, with each child [H03] [G01]", async () => {
  const { rows } = await database.owner.query(
    "select details from audit_entries where act = 'disclosed unfound' and details ->> 'partner' = 'health'",
  );
  expect(rows[0].details).toMatchObject({ rows: 2, partner: "health" });
  expect(rows[0].details.cases).toContain(hidden.caseId);
});

test("the list is read on a desk and on a phone [H03]", async () => {
  const { token } = await as("cme.eastmere");
  await lookAt({ address: site.address, token, pages: { unfound: "/unfound?for=social-care" } });
}, 90_000);

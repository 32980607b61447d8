import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { lookAt } from "../../test/support/look-at.ts";
import { referredChild } from "../../test/support/referred-child.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { webServer } from "../web/server.ts";

let db: TestDatabase;
let server: FastifyInstance;
beforeAll(async () => {
  db = await testDatabase();
  server = await webServer(db.keepsight);
});
afterAll(async () => {
  await server.close();
  await db.end();
});

const as = (who: string) => signedIn(db, server, who);
const plain = (body: string) =>
  body
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&#8217;", "’")
    .replace(/\s+/g, " ");

async function grownUp(surname: string, born: string): Promise<number> {
  const { childId } = await referredChild(db.owner, { forename: "Edda", surname });
  await db.owner.query("update children set date_of_birth = $2 where id = $1", [childId, born]);
  return childId;
}

test("a record that has reached its day is listed with its rule, held, proposed by one person and deleted by another, with a certificate that names nobody [G03]", async () => {
  const childId = await grownUp("Longago", "1991-02-03");
  await grownUp("Notyetthere", "2009-02-03");
  const [data, named] = [await as("data.eastmere"), await as("named.eastmere")];
  const listed = plain((await data.open("/retention")).body);
  expect(listed).toContain(
    "Edda Longago 3 February 1991 The child’s case and record: 25 years after the date of birth 3 February 2016 May go",
  );
  expect(listed).not.toContain("Notyetthere");
  expect((await data.open("/retention.csv")).body).toContain("Longago,Edda,1991-02-03,");

  const at = `/retention/children/${childId}`;
  expect((await data.send(at, { reason: "" }, { action: `${at}/holds` })).status).toBe(422);
  await data.send(at, { reason: "A claim is before the court." }, { action: `${at}/holds` });
  const held = plain((await data.open(at)).body);
  expect(held).toContain("It stays: somebody holds it, with a reason.");
  expect(held).toContain("Reports 1");
  expect(plain((await data.open("/retention")).body)).toContain("Somebody holds it");
  await data.send(at, { reason: "It is over." }, { action: `${at}/hold-ends` });

  const { location = "" } = await data.send(at, {}, { action: `${at}/deletion` });
  expect(location).toMatch(/^\/retention\/deletions\/EM-D-\d{6}$/);
  expect(plain((await data.open(location)).body)).toContain("another person decides");
  expect((await data.post(`${location}/approval`, {})).status).toBe(403);
  expect(plain((await named.open(location)).body)).toContain("Edda Longago");
  await named.send(location, {}, { action: `${location}/approval` });
  const certificate = plain((await named.open(location)).body);
  expect(certificate).toContain("Certificate of deletion");
  expect(certificate).toContain("Approved and deleted by Named Eastmere");
  expect(certificate).toContain("Proposed by Data Eastmere");
  expect(certificate).not.toMatch(/Longago|Edda/);
  expect((await named.open(`/children/${childId}`)).status).toBe(404);
});

test("an authority's own years and reading take the place of the shipped rule, for its own records alone [G03]", async () => {
  const childId = await grownUp("Halfway", "1998-06-07");
  const data = await as("data.eastmere");
  expect(plain((await data.open("/retention")).body)).toContain("Edda Halfway");
  const rule = "/retention/rules/child-record";
  expect((await data.send(rule, { years: "0", reading: "x" })).status).toBe(422);
  await data.send(rule, { years: "35", reading: "The board keeps safeguarding records for 35 years." });
  const page = plain((await data.open("/retention")).body);
  expect(page).not.toContain("Halfway");
  expect(page).toContain("35 the date of birth");
  expect(page).toContain("The board keeps safeguarding records for 35 years.");
  expect(plain((await data.open(`/retention/children/${childId}`)).body)).toContain("7 June 2033");
  expect(plain((await (await as("data.westholme")).open("/retention")).body)).not.toContain("35 years");
});

test("the pages fit a phone and axe finds nothing [G03]", async () => {
  const childId = await grownUp("Lookedat", "1980-06-07");
  const data = await as("data.eastmere");
  const at = `/retention/children/${childId}`;
  await data.send(at, { reason: "A claim is before the court." }, { action: `${at}/holds` });
  const other = await grownUp("Proposedof", "1981-06-07");
  const { location = "" } = await data.send(
    `/retention/children/${other}`,
    {},
    { action: `/retention/children/${other}/deletion` },
  );
  await server.listen({ host: "localhost", port: 0 });
  const { token } = await as("named.eastmere");
  await lookAt({
    address: `http://localhost:${(server.server.address() as AddressInfo).port}`,
    token,
    pages: {
      ...{ retention: "/retention", "retention-rule": "/retention/rules/register-entry", "record-kept": at },
      ...{ deletions: "/retention/deletions", deletion: location },
    },
  });
}, 180_000);

import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { caseAtAddress } from "../../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { lookAt } from "../../../test/support/look-at.ts";
import { type SignedIn, signedIn } from "../../../test/support/signed-in.ts";
import { webServer } from "../../web/server.ts";

let db: TestDatabase;
let server: FastifyInstance;
let named: SignedIn;
let reference: string;
beforeAll(async () => {
  db = await testDatabase();
  server = await webServer(db.keepsight);
  await server.listen({ host: "localhost", port: 0 });
  ({ reference } = await caseAtAddress(db, { forename: "Rosa", surname: "Tryaway" }));
  named = await signedIn(db, server, "named.eastmere");
});
afterAll(async () => {
  await server.close();
  await db.end();
});

const tried = (who: SignedIn, operation: string, asked: Record<string, string> = {}) =>
  who.open(`/interface-tries?${new URLSearchParams({ operation, asked: "yes", ...asked })}`);

test("a read is tried within the rights of who tries it, under their name in the audit log [G04]", async () => {
  const { body } = await tried(named, "readCase", { reference });
  expect(body).toContain("Answer: 200");
  expect(body).toContain(`"reference": "${reference}"`.replaceAll('"', "&quot;"));
  const { personId } = await db.who("named.eastmere");
  const { rows } = await db.owner.query(
    "select act from audit_entries where person_id = $1 order by id desc limit 1",
    [personId],
  );
  expect(rows).toEqual([{ act: "saw case" }]);
  // A data officer keeps clients and sees no case.
  const officer = await signedIn(db, server, "data.eastmere");
  const refused = await tried(officer, "readCase", { reference });
  expect(refused.body).toContain("Answer: 403");
  expect(refused.body).not.toContain("Tryaway");
  const elsewhere = await signedIn(db, server, "named.westholme");
  expect((await tried(elsewhere, "readCase", { reference })).body).toContain("Answer: 404");
  await db.owner.query("update children set restricted = true where surname = 'Tryaway'");
  expect((await tried(named, "readCase", { reference })).body).toContain("Answer: 404");
  await db.owner.query("update children set restricted = false where surname = 'Tryaway'");
});

test("what is missing or cannot be is said, a write cannot be tried, and nobody else is offered it [G04]", async () => {
  const missing = await tried(named, "readCase");
  expect([missing.status, missing.body]).toEqual([422, expect.stringContaining("Enter the reference")]);
  expect((await tried(named, "listCases", { limit: "9999" })).body).toContain("Answer: 422");
  expect((await tried(named, "listCases", { limit: "1" })).body).toContain("Answer: 200");
  expect((await tried(named, "closeCase", { reference })).location).toBe("/interface");
  expect((await named.open("/interface/readCase")).body).toContain("Try it with your own roles");
  expect((await named.open("/interface/closeCase")).body).not.toContain("Try it");
  const cme = await signedIn(db, server, "cme.eastmere");
  expect((await cme.open("/interface/readCase")).body).not.toContain("Try it");
  expect((await tried(cme, "readCase", { reference })).status).toBe(403);
});

test("the page has nothing that axe objects to and fits a phone, also without scripts", async () => {
  await lookAt({
    ...{ address: `http://localhost:${(server.server.address() as AddressInfo).port}`, token: named.token },
    pages: { tries: `/interface-tries?operation=listCases&asked=yes&limit=1` },
    plain: true,
  });
});

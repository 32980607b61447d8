import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { webServer } from "../web/server.ts";
import { keepStandingDuties } from "./work-out-duties.ts";

let db: TestDatabase;
let server: FastifyInstance;
beforeAll(async () => {
  db = await testDatabase();
  server = await webServer(db.keepsight);
  await keep("2026-09-15T09:00:00Z");
  await keep("2026-11-03T10:00:00Z");
});
afterAll(async () => {
  await server.close();
  await db.end();
});

/** The job, at a moment that is then the present one. */
async function keep(now: string): Promise<void> {
  db.setNow(now);
  const { procedures } = db.keepsight;
  await keepStandingDuties({ database: db.ownerDatabase, procedures, now: db.keepsight.now() });
}

test("what an authority owes for all of its children is listed, the soonest due first [C27]", async () => {
  const officer = await signedIn(db, server, "cme.eastmere");
  const { status, body } = await officer.open("/standing-duties");
  expect(status).toBe(200);
  expect(body).toContain("Send the register to the areas");
});

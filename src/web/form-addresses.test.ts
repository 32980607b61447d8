import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { webServer } from "./server.ts";

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

test.each([
  ["/questions/EM-E-000001/answers?done=yes", 303, "/questions/EM-E-000001"],
  ["/cases/EM-C-000001/support/ends/", 303, "/cases/EM-C-000001/support"],
  ["/answers/abc/draft", 303, "/answers/abc"],
  // A page that reads the last word as a record's number finds none.
  ["/lists/links/accepted", 303, "/lists/links"],
  ["/lists/links/accept", 404, undefined],
  // No page stands above it; or nothing is sent to it; or it is no address of ours.
  ["/drafts/concern/1", 404, undefined],
  ["/questions/EM-E-000001/nowhere", 404, undefined],
  ["//elsewhere.example/answers", 404, undefined],
  // What has a page of its own and finds no record.
  ["/cases/EM-C-999999/closure", 404, undefined],
  ["/questions/EM-E-999999", 404, undefined],
])(
  "%s, opened where only a form is sent to, leads to the page of the form [G04]",
  async (path, status, to) => {
    const { status: answered, location } = await (await signedIn(db, server, "cme.eastmere")).open(path);
    expect([answered, location]).toEqual([status, to]);
  },
);

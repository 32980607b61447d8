import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CaseAtAddress, caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { lookAt } from "../../test/support/look-at.ts";
import { differencesIn } from "../../test/support/recomputed.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { addressOf } from "../../test/support/site.ts";
import { obligationsKept, recordFacts } from "../cases/index.ts";
import { addressesOf, lastKnown } from "../children/index.ts";
import { perform, readingContext } from "../context.ts";
import { webServer } from "../web/server.ts";
import { assessVisitRisk } from "./assess-visit-risk.ts";
import { authorityMovedTo } from "./visits.store.ts";

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
const reading = async () => readingContext(db.keepsight, await db.who("cme.eastmere"), "test");
const plain = (body: string) => body.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
const onDay = (day: number, time = "15:00") => ({
  ...{ "day-day": `${day}`, "day-month": "11", "day-year": "2026" },
  time,
});

/** A case of which the area was asked to visit, whose risks are assessed on 4 November, at noon. */
async function caseToVisit(forename: string): Promise<CaseAtAddress> {
  const kase = await caseAtAddress(db, { forename, surname: "Doorwell" });
  const asking = { viewer: await db.who("cme.eastmere"), act: "work-case", request: "test" } as const;
  await perform(db.keepsight, asking, (context) =>
    recordFacts(context, kase.caseId, [
      { kind: "visit-requested", details: { urgent: true, areaId: kase.areaId } },
    ]),
  );
  db.setNow("2026-11-04T12:00:00Z");
  const assessing = { viewer: await db.who("area.eastmere"), act: "record-visit", request: "test" } as const;
  await perform(db.keepsight, assessing, (context) =>
    assessVisitRisk(context, kase.reference, { risks: {}, other: "", overall: "low" }),
  );
  db.setNow("2026-11-06T10:00:00Z");
  return kase;
}
const visitOwed = async ({ caseId }: CaseAtAddress) =>
  (await obligationsKept(await reading(), caseId)).find(({ act }) => act === "visit-family")?.state;
const addressOfChild = async ({ childId }: CaseAtAddress) =>
  lastKnown(await addressesOf((await reading()).database, childId));

/** Records a visit as the area does, and answers where it is put right. */
async function visited(kase: CaseAtAddress, found: string, fields: Record<string, string>): Promise<string> {
  const visitor = await as("area.eastmere");
  const sent = await visitor.send(`/cases/${kase.reference}/visits/outcome/${found}`, fields);
  expect(sent.status).toBe(303);
  return correctionIn((await visitor.open(`/cases/${kase.reference}/visits`)).body);
}
const correctionIn = (body: string) => /href="(\/cases\/[^"]+\/visits\/records\/\d+)"/.exec(body)?.[1] ?? "";

test("another finding and time take its place, and what it said of the address goes with it [E02] [G03]", async () => {
  const kase = await caseToVisit("Abe");
  const moved = {
    where: "outside",
    authority: "",
    address: "2 Mill Hill",
    postcode: "EA9 1AA",
    neighbours: "They went",
    note: "",
  };
  const { rows } = await db.owner.query("select id from authorities where name = 'Westholme'");
  const wrong = await visited(kase, "family-moved", { ...moved, authority: `${rows[0].id}`, ...onDay(5) });
  expect((await addressOfChild(kase))?.lines).toBe("2 Mill Hill");
  const visitor = await as("area.eastmere");
  const form = (await visitor.open(wrong)).body;
  expect(form).toContain("They went</textarea>");
  expect(form).toMatch(/value="family-moved"[^>]* checked/);
  expect((await visitor.open(`/cases/${kase.reference}`)).body).toContain(`href="${wrong}"`);
  const right = {
    was: "otherwise",
    found: "no-answer",
    card: "yes",
    note: "Curtains drawn.",
    neighbours: "",
  };
  expect((await visitor.send(wrong, { ...right, found: "" })).body).toContain("Choose what you found");
  expect((await visitor.send(wrong, { ...right, ...onDay(3) })).body).toContain("after its risk assessment");
  expect((await visitor.send(wrong, { ...right, ...onDay(5, "16:30") })).status).toBe(303);
  const page = plain((await visitor.open(`/cases/${kase.reference}/visits`)).body);
  expect(page).toContain("Nobody answered");
  expect(page).toContain("Corrected later: The family has moved");
  expect(await addressOfChild(kase)).toMatchObject({ lines: "4 Lantern Row", certainty: "stated" });
  expect(await authorityMovedTo((await reading()).database, kase.caseId)).toBeUndefined();
  expect((await visitor.open(wrong)).status).toBe(303);
  expect(await differencesIn(db, kase.reference)).toEqual([]);

  // Once more, the other way.
  const again = correctionIn((await visitor.open(`/cases/${kase.reference}/visits`)).body);
  expect(
    (await visitor.send(again, { was: "otherwise", found: "family-moved", ...moved, ...onDay(5) })).status,
  ).toBe(303);
  expect((await addressOfChild(kase))?.lines).toBe("2 Mill Hill");
  expect(await differencesIn(db, kase.reference)).toEqual([]);
});

test("one that was not made is owed again, by the area or whoever works the case, and by nobody else [C20] [G04]", async () => {
  const kase = await caseToVisit("Bea");
  const wrong = await visited(kase, "child-seen", { note: "", ...onDay(5) });
  expect(await visitOwed(kase)).toBe("met");
  expect((await (await as("area2.eastmere")).open(wrong)).status).toBe(404);
  expect((await (await as("auditor.eastmere")).open(wrong)).status).toBe(403);
  const officer = await as("cme.eastmere");
  expect((await officer.send(wrong, { was: "not", because: "" })).body).toContain(
    "Enter how the record came about",
  );
  expect((await officer.send(wrong, { was: "not", because: "It was a namesake." })).status).toBe(303);
  expect(await visitOwed(kase)).not.toBe("met");
  expect(plain((await officer.open(`/cases/${kase.reference}`)).body)).toContain("It was a namesake.");
  expect(await differencesIn(db, kase.reference)).toEqual([]);
});

test("one of another case is taken off, and the form there begins with it [E02] [G03]", async () => {
  const kase = await caseToVisit("Cal");
  const other = await caseToVisit("Dot");
  const wrong = await visited(kase, "no-answer", {
    card: "yes",
    note: "A dog barked.",
    neighbours: "",
    ...onDay(5),
  });
  const officer = await as("cme.eastmere");
  await server.listen({ host: "localhost", port: 0 });
  await lookAt({
    address: await addressOf(server),
    token: officer.token,
    pages: { "visit-correction": wrong },
    plain: true,
  });
  const taken = await officer.send(wrong, { was: "elsewhere", otherCase: other.reference });
  expect(taken.location).toBe(`/cases/${other.reference}/visits/outcome/no-answer`);
  expect((await officer.open(taken.location ?? "")).body).toContain("A dog barked.</textarea>");
  expect(await visitOwed(kase)).not.toBe("met");
  expect(await differencesIn(db, kase.reference)).toEqual([]);
}, 120_000);

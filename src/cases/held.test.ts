import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CaseAtAddress, caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { referredChild } from "../../test/support/referred-child.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { type Context, perform } from "../context.ts";
import { webServer } from "../web/server.ts";
import { openCase, raiseFlags, recordFact } from "./index.ts";
import { groupOf, groupsBegin } from "./my-work.ts";

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
const acting = async <Answer>(who: string, work: (context: Context) => Promise<Answer>) =>
  perform(db.keepsight, { viewer: await db.who(who), act: "do-step", request: "test" }, work);
const raised = ({ childId }: { childId: number }) =>
  acting("cme.eastmere", (context) =>
    raiseFlags(context, childId, ["forced-marriage"], "Decision on EM-R-1"),
  );
const today = { "happenedOn-day": "3", "happenedOn-month": "11", "happenedOn-year": "2026" };
const settling = { about: "forced-marriage", ...today };

async function told({ childId, caseId }: Pick<CaseAtAddress, "childId" | "caseId">) {
  const { rows } = await db.owner.query("select bars_approach($1) as fact, is_approach_barred($2) as flag", [
    caseId,
    childId,
  ]);
  return rows[0];
}

async function statesOf(caseId: number) {
  const { rows } = await db.owner.query("select role, act, state from obligations where case_id = $1", [
    caseId,
  ]);
  return rows as { role: string; act: string; state: string }[];
}

const isLeads = ({ role, act, state }: { role: string; act: string; state: string }) =>
  role === "safeguarding-lead" && act === "tell-agency" && state === "due-soon";

describe("a child at risk of forced marriage [E04]", () => {
  test("whose flag is raised has the fact in the open case, and the safeguarding lead a duty in My work", async () => {
    const kase = await caseAtAddress(db, { forename: "Imre", surname: "Holdfast" });
    await raised(kase);
    expect(await told(kase)).toEqual({ fact: true, flag: true });
    const states = await statesOf(kase.caseId);
    expect(states).toContainEqual({ role: "cme-officer", act: "request-visit", state: "suspended" });
    expect(states).toContainEqual({ role: "safeguarding-lead", act: "tell-agency", state: "due-soon" });
    const lead = await as("safeguarding.eastmere");
    const { body } = await lead.open("/my-work?area=");
    expect(body).toContain(`<a href="/cases/${kase.reference}/facts/agency-told">Tell an agency<span`);
    expect(
      await lead.send(`/cases/${kase.reference}/facts/agency-told`, { agency: "social-care", ...today }),
    ).toMatchObject({ status: 303 });
    expect((await statesOf(kase.caseId)).filter(isLeads).length).toBeLessThan(states.filter(isLeads).length);
  });

  test("can be marked so on the child's own record, and released there by the safeguarding lead", async () => {
    const kase = await caseAtAddress(db, { forename: "Tilde", surname: "Holdfast" });
    const at = `/children/${kase.childId}/flags`;
    const officer = await as("cme.eastmere");
    expect((await officer.open(`/children/${kase.childId}`)).body).toContain(at);
    await officer.send(at, { group: "forced-marriage", source: "her aunt" });
    expect(await told(kase)).toEqual({ fact: true, flag: true });
    expect((await officer.send(at, { source: "me" }, { action: `${at}/release` })).status).toBe(403);
    const lead = await as("safeguarding.eastmere");
    await lead.send(at, { source: "strategy meeting" }, { action: `${at}/release` });
    expect(await told(kase)).toEqual({ fact: false, flag: false });
  });

  test("whose concern is recorded as a fact has the flag", async () => {
    const kase = await caseAtAddress(db, { forename: "Edda", surname: "Holdfast" });
    await (await as("cme.eastmere")).send(`/cases/${kase.reference}/facts/concern-raised`, settling);
    expect(await told(kase)).toEqual({ fact: true, flag: true });
  });

  test("whose flag is older than the case has a held case from the first moment", async () => {
    const child = await referredChild(db.owner, { forename: "Olle", surname: "Holdfast" });
    await raised(child);
    await acting("cme.eastmere", (context) => raiseFlags(context, child.childId, ["fgm"], "Her teacher"));
    const opened = await acting("cme.eastmere", (context) =>
      openCase(context, { ...child, reason: "moved-within-country", missingSince: null, address: "inside" }),
    );
    if ("refused" in opened) throw new Error("refused");
    expect(await told({ ...child, ...opened })).toEqual({ fact: true, flag: true });
    const { rows } = await db.owner.query("select is_feared($1, 'fgm') as fgm", [opened.caseId]);
    expect(rows[0].fgm).toBe(true);
    expect((await (await as("cme.eastmere")).open(`/cases/${opened.reference}`)).body).not.toContain(
      "Next step: send the visit request",
    );
  });

  test("is released by the safeguarding lead alone, flag and fact together", async () => {
    const kase = await caseAtAddress(db, { forename: "Una", surname: "Holdfast" });
    await raised(kase);
    const at = `/cases/${kase.reference}/facts/concern-settled`;
    const refused = await (await as("cme.eastmere")).send(at, settling);
    expect(refused.status).toBe(422);
    expect(refused.body).toContain("Only the safeguarding lead");
    await expect(
      acting("named.eastmere", (context) =>
        recordFact(context, kase.caseId, { kind: "concern-settled", details: { about: "forced-marriage" } }),
      ),
    ).rejects.toThrow("Only the safeguarding lead lifts a hold");
    expect(await told(kase)).toEqual({ fact: true, flag: true });
    expect(await (await as("safeguarding.eastmere")).send(at, settling)).toMatchObject({ status: 303 });
    expect(await told(kase)).toEqual({ fact: false, flag: false });
    expect(await statesOf(kase.caseId)).toContainEqual({
      ...{ role: "cme-officer", act: "request-visit", state: "open" },
    });
  });

  test("has never a flag without the fact: the database refuses it", async () => {
    const kase = await caseAtAddress(db, { forename: "Ivo", surname: "Holdfast" });
    await expect(
      acting("cme.eastmere", ({ database, viewer, now }) =>
        database
          .insertInto("child_flags")
          .values({
            child_id: kase.childId,
            flag: "forced-marriage",
            source: "x",
            made_at: now,
            made_by: viewer.personId,
          })
          .execute(),
      ),
    ).rejects.toThrow("disagree about forced-marriage");
  });

  test("shows the red banner on every tab and form of the case, and offers no approach", async () => {
    const kase = await caseAtAddress(db, { forename: "Pip", surname: "Holdfast" });
    await raised(kase);
    const officer = await as("cme.eastmere");
    for (const part of [
      "",
      "/procedure",
      "/visits",
      "/enquiries",
      "/readings",
      "/notes",
      "/visit-requests",
    ]) {
      const { status, body } = await officer.open(`/cases/${kase.reference}${part}`);
      expect([
        part,
        status,
        body.includes("Held. Do not contact the family, visit, write or mediate."),
      ]).toEqual([part, 200, true]);
    }
    const { body } = await officer.open(`/cases/${kase.reference}`);
    expect(body).not.toContain("/visit-requests");
    expect(body).not.toContain("/facts/letter-sent");
    const wrote = await officer.send(`/cases/${kase.reference}/facts/letter-sent`, {
      about: "visit",
      ...today,
    });
    expect(wrote.status).toBe(422);
    expect(wrote.body).toContain("Nobody approaches the family now");
  });
});

test("what is held is never among what one waits for, whoever owes it [E04]", () => {
  const dueAt = Temporal.Instant.from("2026-11-03T10:00Z");
  expect(groupOf({ mine: false, held: true, urgent: false, dueAt }, groupsBegin(dueAt))).toBe("held");
  expect(groupOf({ mine: true, held: true, urgent: true, dueAt }, groupsBegin(dueAt))).toBe("held");
  expect(groupOf({ mine: false, held: false, urgent: true, dueAt }, groupsBegin(dueAt))).toBe("waiting");
});

test("what is held is not late in the file of My work [E04]", async () => {
  const kase = await caseAtAddress(db, { forename: "Ebba", surname: "Holdfast" });
  await raised(kase);
  db.setNow("2026-12-14T10:00:00Z");
  const { body } = await (await as("cme.eastmere")).open("/my-work.csv?area=");
  const line = body
    .split("\r\n")
    .find((each) => each.startsWith(`${kase.reference},Ebba,Holdfast,Send the visit request`));
  expect(line).toMatch(/,CME officer,Yes,Yes,2026-11-\d\d,No,/);
});

test("a concern that was settled holds again from the day on which it is raised again, and is never kept without holding [E04]", async () => {
  const kase = await caseAtAddress(db, { forename: "Vera", surname: "Holdfast" });
  await raised(kase);
  db.setNow("2026-12-14T10:00:00Z");
  const on = (day: string) => ({
    ...{ about: "forced-marriage", "happenedOn-day": day },
    ...{ "happenedOn-month": "12", "happenedOn-year": "2026" },
  });
  await (await as("safeguarding.eastmere")).send(`/cases/${kase.reference}/facts/concern-settled`, on("12"));
  expect(await told(kase)).toEqual({ fact: false, flag: false });
  const officer = await as("cme.eastmere");
  const at = `/cases/${kase.reference}/facts/concern-raised`;
  const refused = await officer.send(at, on("10"));
  expect(refused.status).toBe(422);
  expect(refused.body).toContain('href="#happenedOn');
  expect(refused.body).toContain("This concern was settled after this day.");
  expect((await officer.send(at, on("12"))).status).toBe(303);
  expect(await told(kase)).toEqual({ fact: true, flag: true });
});

import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { lookAt } from "../../test/support/look-at.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { type Site, startSite } from "../../test/support/site.ts";
import { perform } from "../context.ts";
import { NotAllowed } from "../database/index.ts";
import { recordReturnInterview } from "./record-return-interview.ts";

let database: TestDatabase;
let site: Site;
let server: FastifyInstance;
beforeAll(async () => {
  database = await testDatabase();
  database.setNow("2026-11-05T10:00:00Z");
  site = await startSite(database);
  server = site.server;
  await database.owner.query(`
    with person as (insert into people (issuer, subject, name, email)
      select 'test', 'social.' || lower(name), 'Social ' || name, 'social.' || lower(name) || '@keepsight.example' from authorities where name in ('Eastmere', 'Westholme') returning id, subject)
    insert into posts (person_id, role, authority_id, from_on)
    select person.id, 'social-worker', a.id, '2020-01-01' from person join authorities a on person.subject = 'social.' || lower(a.name)`);
});
afterAll(async () => {
  await site.close();
  await database.end();
});

const as = (name: string) => signedIn(database, server, name);
const rows = async (query: string, ...values: unknown[]) => (await database.owner.query(query, values)).rows;

/** Somebody on the police list who came back on a day. Answers the row's number. */
async function back(
  forename: string,
  { on = "2026-11-03", childId = null as number | null, authority = "Eastmere" } = {},
): Promise<number> {
  const [{ id }] = await rows(
    `insert into list_entries (authority_id, list, row_key, child_id, matched_child_id, forename, surname, date_of_birth, starts_on, ends_on, other,
       content_hash, first_import_id, last_import_id, first_seen_at, last_seen_at)
     select id, 'police-missing', 'MP/' || $1, $3, $3, $1, 'Quarrell', '2012-03-09', '2026-11-01', $2, '{"Risk":"medium"}', '\\x00', 1, 1, now(), now()
     from authorities where name = $4 returning id`,
    ...[forename, on, childId, authority],
  );
  return id;
}
const told = (outcome: string, more: Record<string, string> = {}) => ({
  ...{ outcome, heldBy: "Jo of the youth team", happenedAt: "09:30" },
  ...{ "happenedOn-day": "5", "happenedOn-month": "11", "happenedOn-year": "2026" },
  ...more,
});
async function records(who: string, entry: number) {
  const viewer = await database.who(who);
  return perform(
    database.keepsight,
    { viewer, act: "hold-return-interview", request: "test" },
    async (context) =>
      recordReturnInterview(context, entry, {
        ...{ outcome: "held", happenedAt: database.keepsight.now(), heldBy: "Jo" },
        ...{ whyNot: "", learnt: "", news: "", concern: false },
      }),
  );
}
const kindsOf = async (caseId: number) =>
  (await rows("select kind, details from case_facts where case_id = $1 order by id", caseId)).filter(
    ({ kind }) => /missing-child|interview|note|concern/.test(kind),
  );

describe("the talk with a young person who is back", () => {
  test("is owed within 72 hours of the return, whether there is a case or not, and the longest back is on top [B06]", async () => {
    const recent = await back("Recent", { on: "2026-11-04" });
    const late = await back("Late", { on: "2026-11-01" });
    const social = await as("social.eastmere");
    const { body } = await social.open("/return-interviews");
    expect(body.indexOf("Late Quarrell")).toBeGreaterThan(0);
    expect(body.indexOf("Late Quarrell")).toBeLessThan(body.indexOf("Recent Quarrell"));
    const page = (await social.open(`/return-interviews/${recent}`)).body;
    expect(page).toMatch(
      /Interview due[\s\S]*The end of Friday 6 November 2026[\s\S]*Guidance on children who run away or go missing, 2014/,
    );
    expect((await social.open(`/return-interviews/${late}`)).body).toContain("govuk-tag--red");
    const csv = await social.open("/return-interviews.csv");
    expect(csv.body).toMatch(
      /MP\/Late,Late,Quarrell,2012-03-09,medium,2026-11-01,2026-11-01T00:00:00Z,No,2026-11-04T00:00:00Z/,
    );
  });

  test("that was held or declined is owed no more; what failed stays owed with the reason [B06]", async () => {
    const social = await as("social.eastmere");
    const entry = await back("Tried");
    const at = `/return-interviews/${entry}`;
    const without = await social.send(at, told("could-not"));
    expect([without.status, without.body]).toEqual([
      422,
      expect.stringContaining("Say why it could not be held"),
    ]);
    const dropped = await social.send(at, told("declined", { learnt: "Only a word at the door" }));
    expect([dropped.status, dropped.body]).toEqual([
      422,
      expect.stringContaining("Choose that the interview was held, or take it out"),
    ]);
    await social.send(at, told("could-not", { whyNot: "Nobody at home" }));
    expect((await social.open("/return-interviews")).body).toContain("Tried Quarrell");
    expect((await social.open(at)).body).toContain("Nobody at home");
    await social.send(at, told("declined"));
    expect((await social.open("/return-interviews")).body).not.toContain("Tried Quarrell");
    expect((await social.open("/return-interviews?show=done")).body).toContain("Tried Quarrell");
    expect(await records("social.eastmere", entry)).toBe("settled-already");
    const early = await back("Early");
    const { status } = await social.send(`/return-interviews/${early}`, {
      ...told("held"),
      "happenedOn-day": "2",
    });
    expect(status).toBe(422);
  });

  test("tells the case the fact, the news and the concern, and keeps what the child told from it [B06] [G04]", async () => {
    const kase = await caseAtAddress(database, { forename: "Ines", surname: "Quarrell" });
    database.setNow("2026-11-05T10:00:00Z");
    const entry = await back("Ines", { childId: kase.childId });
    const social = await as("social.eastmere");
    const unanswered = await social.send(`/return-interviews/${entry}`, told("held"));
    expect([unanswered.status, unanswered.body]).toEqual([
      422,
      expect.stringContaining("Choose if there is reason to fear for the child&#39;s safety"),
    ]);
    await social.send(
      `/return-interviews/${entry}`,
      told("held", { learnt: "SECRET-OF-THE-CHILD", news: "Stays with an aunt.", concern: "yes" }),
    );
    expect(await kindsOf(kase.caseId)).toMatchObject([
      { kind: "missing-child-returned" },
      { kind: "return-interview-held", details: { child: "spoke" } },
      { kind: "note-made", details: { note: expect.stringContaining("Stays with an aunt.") } },
      { kind: "concern-raised", details: { about: "safety" } },
    ]);
    const owed = await rows(
      "select state from obligations where case_id = $1 and act = 'hold-return-interview'",
      kase.caseId,
    );
    expect(owed).toMatchObject([{ state: "met" }]);
    const officer = await as("cme.eastmere");
    for (const path of [
      `/cases/${kase.reference}`,
      `/return-interviews/${entry}`,
      "/return-interviews.csv",
    ]) {
      const { status, body } = await officer.open(path);
      expect([path, status]).toEqual([path, 200]);
      expect(body).not.toContain("SECRET-OF-THE-CHILD");
    }
    expect((await (await as("safeguarding.eastmere")).open(`/return-interviews/${entry}`)).body).toContain(
      "SECRET-OF-THE-CHILD",
    );
    // The officer reads the list, and may not record a talk.
    await expect(records("cme.eastmere", entry)).rejects.toThrow(NotAllowed);
  });

  test("is nobody's business in another authority, nor of a restricted child without leave [G04]", async () => {
    const kase = await caseAtAddress(database, { forename: "Hidden", surname: "Quarrell" });
    database.setNow("2026-11-05T10:00:00Z");
    const hidden = await back("Hidden", { childId: kase.childId });
    await database.owner.query("update children set restricted = true where id = $1", [kase.childId]);
    expect((await (await as("social.eastmere")).open(`/return-interviews/${hidden}`)).status).toBe(404);
    const entry = await back("Elsewhere");
    const westholme = await as("social.westholme");
    expect((await westholme.open(`/return-interviews/${entry}`)).status).toBe(404);
    expect((await westholme.open("/return-interviews")).body).not.toContain("Elsewhere");
    expect((await westholme.open("/return-interviews/999999999999")).status).toBe(404);
    expect((await (await as("area.eastmere")).open("/return-interviews")).status).toBe(403);
  });
});

describe("the pages", () => {
  test("have nothing that axe objects to and fit a phone, with and without scripts", async () => {
    const { token } = await as("social.eastmere");
    const kase = await caseAtAddress(database, { forename: "Looked", surname: "Quarrell" });
    database.setNow("2026-11-05T10:00:00Z");
    const entry = await back("Looked", { childId: kase.childId });
    await lookAt({
      address: site.address,
      token: token,
      pages: {
        "return-interviews": "/return-interviews",
        "return-interview": `/return-interviews/${entry}`,
      },
    });
  }, 120_000);
});

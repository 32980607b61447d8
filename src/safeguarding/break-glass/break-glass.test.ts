import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CaseAtAddress, caseAtAddress } from "../../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { lookAt } from "../../../test/support/look-at.ts";
import { signedIn, unseenIn } from "../../../test/support/signed-in.ts";
import { type Site, startSite } from "../../../test/support/site.ts";
import { databaseFor } from "../../database/index.ts";

let db: TestDatabase;
let site: Site;
beforeAll(async () => {
  db = await testDatabase();
  site = await startSite(db);
});
afterAll(async () => {
  await site.close();
  await db.end();
});

const as = (who: string) => signedIn(db, site.server, who);
let count = 0;
async function restricted(authority = "Eastmere"): Promise<CaseAtAddress> {
  const kase = await caseAtAddress(db, { forename: "Sorrel", surname: `Glasswell${count++}`, authority });
  await db.owner.query("update children set restricted = true where id = $1", [kase.childId]);
  return kase;
}
const reason = "The police are at the door and ask where the child sleeps.";
const broken = async ({ reference: asked }: { reference: string }, who = "cme.eastmere", why = reason) =>
  (await as(who)).send("/break-glass", { asked, reason: why });
const audited = async (act: string) =>
  (
    await db.owner.query(
      "select details, person_id, child_id from audit_entries where act = $1 order by id",
      [act],
    )
  ).rows;
const inSql = async (who: string, statement: string) => {
  const { personId } = await db.who(who);
  const client = await db.keepsight.pool.connect();
  try {
    await client.query("begin");
    await client.query("select set_config('keepsight.person', $1, true)", [String(personId)]);
    return await client.query(statement);
  } finally {
    await client.query("rollback");
    client.release();
  }
};

describe("a restricted record", () => {
  test("opens to whoever breaks the glass with a reason, and to nobody else [G04]", async () => {
    const kase = await restricted();
    const officer = await as("cme.eastmere");
    expect((await officer.open(`/cases/${kase.reference}`)).status).toBe(404);
    const { status, location } = await broken(kase);
    expect([status, location]).toEqual([303, `/cases/${kase.reference}`]);
    for (const path of [
      `/cases/${kase.reference}`,
      `/cases/${kase.reference}/safeguarding`,
      `/children/${kase.childId}`,
    ])
      expect((await officer.open(path)).body, path).toContain(kase.reference);
    expect((await officer.open("/break-glass")).body).toContain(`href="/cases/${kase.reference}"`);
    for (const who of ["named.eastmere", "safeguarding.eastmere", "area.eastmere", "admissions.eastmere"]) {
      expect((await (await as(who)).open(`/cases/${kase.reference}`)).status, who).toBe(404);
      const { rows } = await inSql(who, `select from cases where id = ${kase.caseId}`);
      expect(rows, who).toHaveLength(0);
    }
    const [entry] = (await audited("broke glass")).filter(
      ({ child_id }) => Number(child_id) === kase.childId,
    );
    expect(Number(entry.person_id)).toBe((await db.who("cme.eastmere")).personId);
  });

  test("opens by the reference of its referral and by the pupil's number too [G04]", async () => {
    const kase = await restricted();
    const upn = "A999700000001";
    await db.owner.query("update children set upn = $2 where id = $1", [kase.childId, upn]);
    const { location } = await broken({ reference: upn.toLowerCase() });
    expect(location).toBe(`/children/${kase.childId}`);
    const other = await restricted();
    const { rows } = await db.owner.query("select reference from referrals where child_id = $1", [
      other.childId,
    ]);
    expect((await broken(rows[0])).location).toBe(`/children/${other.childId}`);
  });

  test("closes by itself: once the hours are over it is not found again, on pages and in the database [G04]", async () => {
    const kase = await restricted();
    await broken(kase);
    const { rows } = await db.owner.query(
      "select until_at - made_at = interval '4 hours' as four, made_at <= now() as begun from glass_breaks where child_id = $1",
      [kase.childId],
    );
    expect(rows).toEqual([{ four: true, begun: true }]);
    const lapsed = await restricted();
    await db.owner.query(
      `insert into glass_breaks (authority_id, child_id, person_id, asked, reason, made_at, until_at)
       select authority_id, id, $2, 'EM-C-999999', $3, now() - interval '5 hours', now() - interval '1 second' from children where id = $1`,
      [lapsed.childId, (await db.who("cme.eastmere")).personId, reason],
    );
    const officer = await as("cme.eastmere");
    expect((await officer.open(`/cases/${lapsed.reference}`)).status).toBe(404);
    expect(
      (await inSql("cme.eastmere", `select from children where id = ${lapsed.childId}`)).rows,
    ).toHaveLength(0);
    expect((await officer.open("/break-glass")).body).not.toContain("EM-C-999999");
  });
});

describe("the glass is not broken", () => {
  test("without a reason, or by a name [G04]", async () => {
    const kase = await restricted();
    expect((await broken(kase, "cme.eastmere", "Urgent")).body).toContain("Say in a sentence why");
    const named = await broken({ reference: "Sorrel Glasswell" });
    expect([named.status, named.body.includes("Never a name")]).toEqual([422, true]);
    await expect(
      inSql("cme.eastmere", `select * from break_glass('${kase.reference}', 'Urgent')`),
    ).rejects.toThrow();
    const { rows } = await db.owner.query("select from glass_breaks where child_id = $1", [kase.childId]);
    expect(rows).toHaveLength(0);
  });

  test("by whose role may not, and nobody writes it past the one way in [G04]", async () => {
    const kase = await restricted();
    for (const who of ["area.eastmere", "admissions.eastmere", "auditor.eastmere", "school.eastmere"]) {
      expect((await (await as(who)).open("/break-glass")).status, who).toBe(403);
      expect(
        (await inSql(who, `select * from break_glass('${kase.reference}', '${reason}')`)).rows,
        who,
      ).toEqual([]);
    }
    await expect(
      inSql(
        "cme.eastmere",
        `insert into glass_breaks (authority_id, child_id, person_id, asked, reason, until_at)
         values (1, ${kase.childId}, ${(await db.who("cme.eastmere")).personId}, 'x', '${reason}', now() + interval '1 hour')`,
      ),
    ).rejects.toThrow(/permission denied/);
  });

  test("where nothing is restricted, or another authority's, or not there: the answer is the same, and the try is on record [G04]", async () => {
    const open = await caseAtAddress(db, { forename: "Sorrel", surname: "Plainly" });
    const foreign = await restricted("Westholme");
    const bodies = [];
    for (const asked of [open.reference, foreign.reference, "EM-C-999998"]) {
      const { status, body } = await broken({ reference: asked });
      expect(status).toBe(422);
      expect(body).toContain("Nothing opens by this");
      bodies.push(body.replaceAll(asked, "X").replaceAll(/value="[^"]*"|nonce="[^"]*"/g, ""));
    }
    expect(new Set(bodies).size).toBe(1);
    const tried = (await audited("tried to break glass")).map(({ details }) => details.asked);
    expect(tried).toEqual(expect.arrayContaining([open.reference, foreign.reference, "EM-C-999998"]));
  });

  test("to keep the record open: no leave is given and no restriction lifted by it [G04]", async () => {
    const kase = await restricted();
    await broken(kase, "safeguarding.eastmere");
    const { personId } = await db.who("safeguarding.eastmere");
    const seen = `select from children where id = ${kase.childId}`;
    expect((await inSql("safeguarding.eastmere", seen)).rows).toHaveLength(1);
    await expect(
      inSql(
        "safeguarding.eastmere",
        `insert into restricted_leave (child_id, person_id, given_by, given_at) values (${kase.childId}, ${personId}, ${personId}, now())`,
      ),
    ).rejects.toThrow(/row-level security/);
    await expect(
      inSql("safeguarding.eastmere", `update children set restricted = false where id = ${kase.childId}`),
    ).rejects.toThrow(/may not restrict/);
    // With leave that somebody gave, both go as before.
    await db.owner.query(
      "insert into restricted_leave (child_id, person_id, given_by, given_at) values ($1, $2, $2, now())",
      [kase.childId, personId],
    );
    const lifted = await inSql(
      "safeguarding.eastmere",
      `update children set restricted = false where id = ${kase.childId}`,
    );
    expect(lifted.rowCount).toBe(1);
  });
});

describe("those who answer for it", () => {
  test("are told above their first page until somebody has said if it was right, and read who, when and why [G04]", async () => {
    const kase = await restricted();
    await broken(kase);
    const named = await as("named.eastmere");
    expect((await named.open("/overview")).body).toContain("A restricted record was opened without leave");
    expect((await (await as("named.westholme")).open("/overview")).body).not.toContain(
      "opened without leave",
    );
    const { body } = await named.open("/opened-records?show=unreviewed");
    const section = body.slice(body.indexOf(`${kase.reference}, by Cme Eastmere`));
    expect(section).toContain(reason);
    expect(section).toContain("Open now");
    // By its reference alone: who the child is stays hidden from them too.
    expect(body).not.toContain("Sorrel");
    const { rows } = await db.owner.query("select id from glass_breaks where child_id = $1", [kase.childId]);
    const unsaid = await named.send("/opened-records", { id: rows[0].id });
    expect([unsaid.status, unsaid.body.includes("Enter why")]).toEqual([422, true]);
    await named.send("/opened-records", {
      id: rows[0].id,
      justified: "yes",
      words: "The police confirmed it.",
    });
    expect((await named.open("/opened-records?show=unreviewed")).body).not.toContain(`${kase.reference}, by`);
    expect((await named.open("/opened-records")).body).toContain("it was right. The police confirmed it.");
    expect(
      (await named.send("/opened-records", { id: rows[0].id, justified: "no", words: "x" })).status,
    ).toBe(422);
    const file = (await named.open("/opened-records.csv")).body;
    expect(file).toContain(`${kase.reference},Cme Eastmere,`);
    expect(await audited("reviewed broken glass")).toHaveLength(1);
  });

  test("never judge themselves, and another authority's are not theirs [G04]", async () => {
    const kase = await restricted();
    await broken(kase, "safeguarding.eastmere");
    const { rows } = await db.owner.query("select id from glass_breaks where child_id = $1", [kase.childId]);
    const own = { id: rows[0].id, justified: "yes", words: "It was me." };
    const lead = await as("safeguarding.eastmere");
    expect((await lead.open("/opened-records")).body).toContain(
      "You opened it, so somebody else looks at it.",
    );
    const mine = unseenIn((await lead.open("/break-glass")).body, "/break-glass");
    expect((await lead.post("/opened-records", { ...mine, ...own })).body).toContain(
      "You opened this record, so somebody else looks at it",
    );
    const elsewhere = await as("named.westholme");
    expect((await elsewhere.open("/opened-records")).body).not.toContain(kase.reference);
    const unseen = unseenIn((await elsewhere.open("/break-glass")).body, "/break-glass");
    expect((await elsewhere.post("/opened-records", { ...unseen, ...own })).status).toBe(404);
    expect((await (await as("cme.eastmere")).open("/opened-records")).status).toBe(403);
    const database = databaseFor(db.keepsight.pool, (await db.who("admissions.eastmere")).personId);
    expect(await database.selectFrom("glass_breaks").selectAll().execute()).toEqual([]);
    await expect(db.owner.query("delete from glass_breaks")).rejects.toThrow("never changed or deleted");
  });
});

describe("a restricted record whose last keeper has left", () => {
  const breakOf = async ({ childId }: CaseAtAddress) =>
    String((await db.owner.query("select id from glass_breaks where child_id = $1", [childId])).rows[0].id);
  const review = async (who: string, id: string, fields: Record<string, string>) =>
    (await as(who)).send("/opened-records", { id, justified: "yes", words: "She takes it on.", ...fields });
  const lossOf = async ({ childId }: CaseAtAddress, who = "named.eastmere") =>
    (
      await inSql(
        who,
        `select reference, keepers, keeper from restricted_records_at_risk() where child_id = ${childId}`,
      )
    ).rows;

  test("is told of, and kept again by one who may restrict records once another agrees, and by nobody else [G04]", async () => {
    const kase = await restricted();
    const lead = await db.who("safeguarding.eastmere");
    const endsOn = (day: string) =>
      db.owner.query(`update posts set until_on = ${day} where person_id = $1`, [lead.personId]);
    await db.owner.query(
      "insert into restricted_leave (child_id, person_id, given_by, given_at) values ($1, $2, $2, now())",
      [kase.childId, lead.personId],
    );
    expect(await lossOf(kase)).toEqual([
      { reference: kase.reference, keepers: 1, keeper: "Safeguarding Eastmere" },
    ]);
    await endsOn("current_date");
    const named = await as("named.eastmere");
    expect((await named.open("/overview")).body).toContain("Nobody is left, or soon will be");
    const soon = (await named.open("/opened-records")).body;
    expect(soon).toMatch(/Safeguarding Eastmere alone, until/);
    expect(soon).not.toContain("Sorrel");
    await named.send("/break-glass", { asked: kase.reference, reason });
    const early = await review("auditor.eastmere", await breakOf(kase), { leave: "give" });
    expect([early.status, early.body.includes("somebody keeps this record now")]).toEqual([422, true]);

    await endsOn("current_date - 1");
    expect(await lossOf(kase)).toEqual([{ reference: kase.reference, keepers: 0, keeper: null }]);
    for (const who of ["cme.eastmere", "named.westholme", "area.eastmere", "admissions.eastmere"])
      expect(await lossOf(kase, who), who).toEqual([]);
    const id = await breakOf(kase);
    const given = async (who: string) =>
      (await inSql(who, `select give_lost_leave(${id}, now()) as person`)).rows[0].person;
    for (const who of ["named.eastmere", "cme.eastmere", "auditor.westholme", "admissions.eastmere"])
      expect(await given(who), who).toBeNull();
    expect((await review("auditor.eastmere", id, { leave: "give", justified: "no" })).body).toContain(
      "Only whoever was right to open the record gets leave",
    );
    expect((await review("auditor.eastmere", id, { leave: "give" })).status).toBe(303);
    const kept = await named.open(`/children/${kase.childId}/restriction`);
    expect(kept.body).toContain("Lift the restriction");
    expect(await lossOf(kase)).toMatchObject([{ keepers: 1, keeper: "Named Eastmere" }]);
    const [entry] = (await audited("gave leave")).filter(({ child_id }) => Number(child_id) === kase.childId);
    expect(entry).toMatchObject({
      person_id: (await db.who("auditor.eastmere")).personId,
      details: { person: (await db.who("named.eastmere")).personId, break: Number(id) },
    });

    // An officer who may not restrict records gets none, however right it was to open the record.
    const other = await restricted();
    await broken(other);
    const refused = await review("named.eastmere", await breakOf(other), { leave: "give" });
    expect([refused.status, refused.body.includes("may not restrict records")]).toEqual([422, true]);
    await endsOn("null");
  });
});

test("the pages look right at a desk and on a phone, and axe finds nothing [G04]", async () => {
  await broken(await restricted());
  for (const [name, path, who] of [
    ["break-glass", "/break-glass", "cme.eastmere"],
    ["opened-records", "/opened-records", "named.eastmere"],
    ["glass-told", "/overview", "named.eastmere"],
  ] as const)
    await lookAt({
      ...{ address: site.address, token: (await as(who)).token, pages: { [name]: path } },
      // Of a record that nobody keeps the form offers to give leave too.
      first: async (page) => {
        for (const form of await page.locator("main details summary").all()) await form.click();
      },
    });
}, 180_000);

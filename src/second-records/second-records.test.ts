import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CaseAtAddress, caseAtAddress } from "../../test/support/case-at-address.ts";
import { compareEastmere, smallListsCompared } from "../../test/support/compared-lists.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { lookAt } from "../../test/support/look-at.ts";
import { addPupil } from "../../test/support/pupils.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { type Site, startSite } from "../../test/support/site.ts";
import { recordFact } from "../cases/index.ts";
import { perform } from "../context.ts";
import { countedOn } from "../reports/government-return/counted.store.ts";

let db: TestDatabase;
let site: Site;
let minute = 0;
beforeAll(async () => {
  db = await testDatabase();
  await smallListsCompared(db);
  site = await startSite(db);
});
afterAll(async () => {
  await site.close();
  await db.end();
});

const as = (who: string) => signedIn(db, site.server, who);
const later = () => db.setNow(`2026-11-23T13:${String(minute++).padStart(2, "0")}:00Z`);
const between = (one: number, other: number) => `/children/${one}/records/${other}`;
const note = "The mother showed the birth certificate.";
type Record = { childId: number };

let named = 0;
async function opened(surname = `Twofold${named++}`): Promise<CaseAtAddress> {
  const kase = await caseAtAddress(db, { forename: "Ada", surname });
  later();
  return kase;
}
async function onRoll(surname: string, over = {}): Promise<Record> {
  const born = { forename: "Ada", born: "2017-03-09", sex: "F" };
  return { childId: Number(await addPupil(db.owner, { ...born, surname, ...over })) };
}
/** Says it on the page of the two records, as somebody does who has it before them. */
async function say(one: Record, other: Record, decision: string, who = "cme.eastmere") {
  const answer = await (await as(who)).send(between(one.childId, other.childId), {
    decision,
    ...(decision !== "undone" && { note }),
  });
  later();
  return answer;
}
const single = async (text: string, ...values: unknown[]) => (await db.owner.query(text, values)).rows[0];
const caseNow = ({ caseId }: CaseAtAddress) =>
  single("select open, outcome, next_obligation is not null as owed from cases where id = $1", caseId);
const toldTo = async ({ referral }: CaseAtAddress) =>
  (
    await db.owner.query("select words from referral_progress where referral_id = $1 order by id", [
      referral.id,
    ])
  ).rows.map(({ words }) => words as string);
const work = async <Answer>(act: Parameters<typeof perform<Answer>>[2]) =>
  perform(db.keepsight, { viewer: await db.who("cme.eastmere"), act: "close-case", request: "test" }, act);
async function close({ reference }: CaseAtAddress, outcome: string) {
  const answer = await (await as("cme.eastmere")).send(`/cases/${reference}/closure`, { outcome });
  expect(answer.status).toBe(303);
  later();
}
async function join(goesOn: CaseAtAddress, child: Record) {
  const answer = await (await as("cme.eastmere")).send(
    `/children/${child.childId}/records`,
    { goesOn: goesOn.reference },
    { action: `/children/${child.childId}/records/case` },
  );
  later();
  return answer;
}

describe("that two records are of one child", () => {
  test("makes one child of them in every list, and taking it back makes two again [A11] [B02]", async () => {
    const childOf = async (surname: string) =>
      ({ childId: (await single("select id from children where surname = $1", surname)).id }) as Record;
    const [gone, stays] = [await childOf("Gone"), await childOf("Stays")];
    const listed = async () =>
      (
        await db.owner.query(
          "select comparison from comparison_findings where surname = 'Gone' and listed order by comparison",
        )
      ).rows.map(({ comparison }) => comparison);
    const before = await listed();
    expect(before).toContain("left-arrived-nowhere");
    expect((await say(gone, stays, "same")).status).toBe(303);
    await compareEastmere(db);
    expect(await listed()).toEqual([]);
    expect((await say(stays, gone, "undone")).status).toBe(303);
    await compareEastmere(db);
    expect(await listed()).toEqual(before);
    // The first record of the child has been erased: the other stands for itself.
    await db.owner.query("update children set one_child_id = 0 where id = $1", [gone.childId]);
    await compareEastmere(db);
    expect(await listed()).toEqual(before);
    await db.owner.query("update children set one_child_id = null where id = $1", [gone.childId]);
    const records = await db.owner.query("select count(*)::int from children where id = any ($1)", [
      [gone.childId, stays.childId],
    ]);
    expect(records.rows[0].count).toBe(2);
  });

  test("stands on both records, with who said it and how it is known; the lists' search brings the other [A10] [A11] [G03]", async () => {
    const [one, other] = [await onRoll("Standsby", { upn: "B801200005001" }), await onRoll("Standsby")];
    const officer = await as("cme.eastmere");
    const { body } = await officer.open(`/children/${one.childId}/records`);
    expect(body).toContain(`href="${between(one.childId, other.childId)}"`);
    expect((await officer.send(between(one.childId, other.childId), { decision: "same" })).body).toContain(
      "Enter how you know",
    );
    await say(one, other, "same");
    for (const { childId } of [one, other]) {
      expect((await officer.open(`/children/${childId}`)).body).toContain(
        "The same child is on record more than once",
      );
      expect((await officer.open(`/children/${childId}/records`)).body).toContain(note);
    }
    const { rowCount } = await db.owner.query(
      "select from audit_entries where act = 'said whether records are of one child' and child_id = $1",
      [one.childId],
    );
    expect(rowCount).toBe(1);
  });

  test("is found by the case of the other, and a record that nobody may see is as if there were none [G04]", async () => {
    const [kase, other] = [
      await opened(),
      await onRoll("Nolikeness", { forename: "Zeb", born: "2014-01-02" }),
    ];
    const officer = await as("cme.eastmere");
    const at = `/children/${other.childId}/records`;
    expect((await officer.send(at, { other: kase.reference.toLowerCase() })).location).toBe(
      between(other.childId, kase.childId),
    );
    const unseen = await onRoll("Hiddenaway", { restricted: true });
    expect((await officer.send(at, { other: "B801200009999" })).body).toContain("No record that you may see");
    expect((await officer.open(between(other.childId, unseen.childId))).status).toBe(404);
    // What follows can close a case and open it again.
    for (const who of ["school.eastmere", "data.eastmere"])
      expect((await (await as(who)).open(at)).status).toBe(403);
  });

  test("is refused against what was said before, against another authority's, and where one record is restricted [A11] [G04]", async () => {
    const [a, b, c] = [await onRoll("Chaina"), await onRoll("Chainb"), await onRoll("Chainc")];
    await say(a, b, "same");
    await say(b, c, "different");
    const refused = await say(a, c, "same");
    expect(refused).toMatchObject({ status: 422, body: expect.stringContaining("of different children") });
    await say(b, c, "undone");
    expect((await say(a, c, "same")).status).toBe(303);
    await say(b, c, "same");
    expect((await say(a, c, "undone")).status).toBe(303);
    expect((await say(a, c, "different")).body).toContain("the same child as a third record");
    const stale = await (await as("cme.eastmere")).post(between(a.childId, b.childId), {
      ...{ decision: "undone", _seen: "0" },
      ...(await tokenOf(between(a.childId, b.childId))),
    });
    expect(stale.body).toContain("Somebody has said something of these records meanwhile");

    const restricted = await onRoll("Sealed", { restricted: true });
    await db.owner.query(
      "insert into restricted_leave (child_id, person_id, given_by, given_at) values ($1, $2, $2, now() - interval '1 year')",
      [restricted.childId, (await db.who("cme.eastmere")).personId],
    );
    expect((await say(a, restricted, "same")).body).toContain("One of the records is restricted");
  });

  test("raises each flag on both, hides an address that one hides, and restricts both from then on [E04] [G04]", async () => {
    const [held, open] = [
      await onRoll("Kepthid", { address: "9 Loft Way", postcode: "EA2 1AA" }),
      await opened(),
    ];
    await db.owner.query(
      `insert into child_flags (child_id, flag, source, made_at, made_by) select $1, 'forced-marriage', 'test', '2026-11-02', id from people where subject = 'keepsight'`,
      [held.childId],
    );
    await db.owner.query(
      `insert into child_addresses (child_id, lines, postcode, hidden, source, made_at, made_by)
       select $1, '4 Lantern Row', 'EA4 7DN', true, 'test', '2026-11-02', id from people where subject = 'keepsight'`,
      [held.childId],
    );
    expect((await say(held, open, "same")).status).toBe(303);
    const officer = await as("cme.eastmere");
    const { body } = await officer.open(`/cases/${open.reference}`);
    expect(body).not.toContain("4 Lantern Row");
    expect(body).toContain("Hidden for the family");
    expect(await single("select bars_approach($1) as barred", open.caseId)).toEqual({ barred: true });

    const lead = await as("safeguarding.eastmere");
    const at = `/children/${open.childId}/restriction`;
    const sight = String((await db.who("cme.eastmere")).personId);
    const second = String((await db.who("named.eastmere")).personId);
    expect((await lead.send(at, { reason: "A relative works here.", people: [sight, second] })).status).toBe(
      303,
    );
    expect(await single("select restricted from children where id = $1", held.childId)).toEqual({
      restricted: true,
    });
  });
});

test("what is held of one child is held in both records: for whoever asks to see it, and for how long it is kept [G01] [G03]", async () => {
  const [old, other] = [
    await onRoll("Heldone", { born: "1980-02-03", list: "health" }),
    await onRoll("Heldtwo", { address: "7 Sedge Close", postcode: "EA2 1AA" }),
  ];
  await db.owner.query("update children set made_at = '1990-01-01' where id = $1", [old.childId]);
  const kept = () => single("select kept_because($1) as why", old.childId);
  const alone = await kept();
  await say(old, other, "same");
  expect(await single("select kept_alone_because($1) as why", other.childId)).toEqual({ why: "not-due" });
  expect([alone, await kept()]).toEqual([{ why: null }, { why: "second-record" }]);
  const at = `/children/${old.childId}/subject-access`;
  const { location = "" } = await (await as("named.eastmere")).send(at, {
    ...{ askedBy: "Ada Heldone", identity: "Passport seen." },
    ...{ "receivedOn-day": "20", "receivedOn-month": "11", "receivedOn-year": "2026" },
  });
  const lines = await db.owner.query(
    `select words from subject_access_lines join subject_access_requests r on r.id = request_id where reference = $1`,
    [location.split("/").at(-1)],
  );
  const words = lines.rows.map((line) => line.words).join(" ");
  expect(words).toContain("7 Sedge Close");
  expect(words).toContain("Heldone");
});

describe("of two open cases of one child", () => {
  test("one goes on: the other closes without an outcome, and its referrer hears that, and what comes of the search [A11] [C24] [G02]", async () => {
    const [first, second] = [await opened(), await opened()];
    await say(first, second, "same");
    expect((await (await as("cme.eastmere")).open(`/children/${second.childId}/records`)).body).toContain(
      "This child is sought in 2 open cases",
    );
    expect((await (await as("cme.eastmere")).open(`/cases/${second.reference}`)).body).toContain(
      "sought in another open case too",
    );
    expect((await join(first, second)).location).toBe(`/cases/${first.reference}`);
    expect(await caseNow(second)).toEqual({ open: false, outcome: "same-child", owed: false });
    expect(await caseNow(first)).toEqual({ open: true, outcome: null, owed: true });
    expect((await toldTo(second)).at(-1)).toContain("The two searches are one now");
    // Of a day on which nobody knew yet, too.
    const day = Temporal.PlainDate.from("2026-11-10");
    const { authorityId } = first;
    const counted = (await countedOn(db.ownerDatabase, { authorityId, day })).map(({ id }) => id);
    expect([counted.includes(first.caseId), counted.includes(second.caseId)]).toEqual([true, false]);

    // Two years ago the child was sought, too, and that search was joined to another.
    const earlier = await single(
      `with sought as (
         insert into cases (reference, authority_id, area_id, child_id, reason, procedure, procedure_version, opened_at, opened_by, open, outcome, closed_at)
         select reference || '0', authority_id, area_id, child_id, reason, procedure, procedure_version, '2025-01-06', opened_by, false, 'same-child', '2025-02-03'
         from cases where id = $1 returning id)
       insert into referrals (reference, form, authority_id, area_id, school_id, child_id, case_id, content, received_at, made_at, made_by)
       select r.reference || '0', r.form, r.authority_id, r.area_id, r.school_id, r.child_id, sought.id, '{}', '2025-01-05', '2025-01-05', r.made_by
       from referrals r, sought where r.id = $2 returning id`,
      second.caseId,
      second.referral.id,
    );
    await work((context) =>
      recordFact(context, first.caseId, {
        kind: "roll-confirmed",
        details: { schoolName: "Downland", startedOn: "2026-09-03", confirmedBy: "the head" },
      }),
    );
    await close(first, "on-roll");
    expect((await toldTo(second)).at(-1)).toContain("Found: on roll at another school");
    expect(await toldTo({ ...second, referral: { ...second.referral, id: Number(earlier.id) } })).toEqual([]);
    expect((await toldTo(first)).filter((words) => words.includes("Found: on roll"))).toHaveLength(1);
  });

  test("none is closed so without another that is open, nor by the closing form [C24]", async () => {
    const [first, second] = [await opened(), await opened()];
    const officer = await as("cme.eastmere");
    const records = `/children/${second.childId}/records`;
    const sent = { goesOn: first.reference, _seen: "0", ...(await tokenOf(records)) };
    expect((await officer.post(`${records}/case`, sent)).status).toBe(422);
    const form = `/cases/${first.reference}/closure`;
    expect((await officer.send(form, { outcome: "same-child" })).status).toBe(422);
    expect(await caseNow(first)).toMatchObject({ open: true });
    expect(await caseNow(second)).toMatchObject({ open: true });
  });

  test("the closed one is open again when they are two children after all, also when the other is closed by then [A11] [C24]", async () => {
    const [first, second] = [await opened(), await opened()];
    // An earlier search for the child that ended well says nothing of this one.
    await db.owner.query(
      `insert into cases (reference, authority_id, area_id, child_id, reason, procedure, procedure_version, opened_at, opened_by, open, outcome, closed_at)
       select reference || '0', authority_id, area_id, child_id, reason, procedure, procedure_version, '2025-01-06', opened_by, false, 'on-roll', '2025-02-03'
       from cases where id = $1`,
      [first.caseId],
    );
    await say(first, second, "same");
    await join(second, first);
    await work((context) =>
      recordFact(context, second.caseId, {
        kind: "left-area-confirmed",
        details: { whereTo: "Westmarsh", confirmedBy: "the other authority" },
      }),
    );
    await close(second, "left-area");
    const undone = await say(first, second, "undone");
    expect(undone.location).toContain(`reopened=${first.reference}`);
    expect(await caseNow(first)).toEqual({ open: true, outcome: null, owed: true });
    expect(await caseNow(second)).toMatchObject({ open: false, outcome: "left-area" });
  });

  test("My work says whose namesake of the same birthday is on a roll, until somebody says that it is another child [A06] [A11]", async () => {
    const kase = await opened("Rolled");
    const row = { forename: "Ada", surname: "Rolled", born: "2017-03-09" };
    await addPupil(db.owner, { ...row, endsOn: "2026-10-16", childId: kase.childId });
    const other = { childId: Number(await addPupil(db.owner, { ...row, school: "Saltmarsh High School" })) };
    const officer = await as("cme.eastmere");
    const words = "Perhaps found: on the roll of Saltmarsh High School";
    expect((await officer.open("/my-work")).body).toContain(words);
    expect((await officer.open(`/cases/${kase.reference}`)).body).toContain(words);
    await say(kase, other, "different");
    expect((await officer.open("/my-work")).body).not.toContain(words);
    expect((await officer.open(`/cases/${kase.reference}`)).body).not.toContain(words);
  });

  test("a new report of either record joins the case that is open [A06] [A11]", async () => {
    const kase = await opened();
    const other = await onRoll("Reportedagain");
    await say(kase, other, "same");
    const { rows } = await db.owner.query(
      "select reference from cases where child_id = any (array(select records_of_child($1))) and open",
      [other.childId],
    );
    expect(rows).toEqual([{ reference: kase.reference }]);
    const officer = await as("cme.eastmere");
    const { body } = await officer.open(`/cases/${kase.reference}`);
    expect(body).toContain("as somebody decided");
    // What no step of the procedure would say: the search may be over.
    expect(body).toContain("Perhaps found: on the roll of Ashfield Primary School, under another record");
    expect((await officer.open("/my-work")).body).toContain("Perhaps found: on the roll of Ashfield");
  });
});

test("the pages can be read at a desk, on a phone and by a screen reader [H01]", async () => {
  const [first, second] = [await opened(), await opened()];
  const like = await onRoll("Twofold", { forename: "Ada", otherSurname: "Twofoldish" });
  await say(first, second, "same");
  await lookAt({
    address: site.address,
    token: (await as("cme.eastmere")).token,
    pages: {
      "second-records": `/children/${first.childId}/records`,
      "two-records": between(first.childId, like.childId),
      "two-records-said": between(first.childId, second.childId),
      "child-with-second-record": `/children/${first.childId}`,
    },
    plain: true,
  });
});

/** The token that a form of the page carries, for sending it as it stood before. */
async function tokenOf(page: string): Promise<{ [field: string]: string }> {
  const { body } = await (await as("cme.eastmere")).open(page);
  const token = /name="(_csrf)" value="([^"]*)"/.exec(body);
  return token ? { [token[1] ?? ""]: token[2] ?? "" } : {};
}

import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CaseAtAddress, caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { readPdf } from "../../test/support/read-pdf.ts";
import { differencesIn } from "../../test/support/recomputed.ts";
import { type SignedIn, signedIn, unseenIn } from "../../test/support/signed-in.ts";
import { factsOf, obligationsKept, raiseFlags, recordFacts } from "../cases/index.ts";
import { type Context, perform, readingContext } from "../context.ts";
import { webServer } from "../web/server.ts";

let db: TestDatabase;
let server: FastifyInstance;
beforeAll(async () => {
  db = await testDatabase();
  server = await webServer({
    ...db.keepsight,
    settings: { ...db.keepsight.settings, requestsAMinute: 1_000_000 },
  });
  await db.owner.query("update people set phone = '01632 960 555' where email like 'area.eastmere@%'");
});
afterAll(async () => {
  await server.close();
  await db.end();
});

const as = (who: string) => signedIn(db, server, who);
const acting = async <Answer>(who: string, work: (context: Context) => Promise<Answer>) =>
  perform(db.keepsight, { viewer: await db.who(who), act: "do-step", request: "test" }, work);
const reading = async (who = "cme.eastmere") => readingContext(db.keepsight, await db.who(who), "test");
const carerOf = async ({ childId }: CaseAtAddress): Promise<string> =>
  `carer-${(await db.owner.query("select id from carers where child_id = $1 order by id desc", [childId])).rows[0].id}`;
const referrerOf = (kase: CaseAtAddress) => `referrer-${kase.referral.id}`;
const kindsOf = async (kase: CaseAtAddress) =>
  (await factsOf(await reading(), kase.caseId)).map(({ kind, details }) => ({ kind, details }));
const lettersIn = async ({ caseId }: CaseAtAddress) =>
  (await db.owner.query("select * from letters where case_id = $1 order by id", [caseId])).rows;

const onFourth = { "sentOn-day": "4", "sentOn-month": "11", "sentOn-year": "2026" };
const address = "4 Lantern Row\nEA4 7DN";

/** A case for which the area has been asked to visit in the ordinary time, on 4 November 2026. */
async function caseToVisit(forename: string): Promise<CaseAtAddress> {
  const kase = await caseAtAddress(db, { forename, surname: "Writwell" });
  await acting("cme.eastmere", (context) =>
    recordFacts(context, kase.caseId, [
      { kind: "visit-requested", details: { urgent: false, areaId: kase.areaId } },
    ]),
  );
  db.setNow("2026-11-04T15:00:00Z");
  return kase;
}

/** The text of a letter as its page offers it, with its gaps filled in. */
function offered(body: string): string {
  const text = /<textarea[^>]*name="body"[^>]*>([\s\S]*?)<\/textarea>/.exec(body)?.[1] ?? "";
  return text
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .replaceAll(/\[fill in: [^\]]*\]/g, "Friday 6 November 2026");
}

async function write(
  person: SignedIn,
  kase: CaseAtAddress,
  template: string,
  fields: Record<string, string> = {},
  to?: string,
) {
  const whom = to ?? (await carerOf(kase));
  const page = `/cases/${kase.reference}/letters/new?template=${template}&to=${whom}`;
  const body = offered((await person.open(page)).body);
  return person.send(
    page,
    { template, to: whom, body, address, sentBy: "post", ...onFourth, next: "finish", ...fields },
    { action: `/cases/${kase.reference}/letters` },
  );
}

describe("the letter before a visit", () => {
  test("ticks the step of the procedure, is kept exactly as sent, and is read again in the case [C20] [E02] [G03]", async () => {
    const kase = await caseToVisit("Ada");
    const officer = await as("area.eastmere");
    const choose = await officer.open(`/cases/${kase.reference}/letters/new`);
    expect(choose.body.indexOf("Letter before a home visit")).toBeLessThan(
      choose.body.indexOf("Letter after nobody answered the door"),
    );
    expect(choose.body).toMatch(/value="before-visit"[^>]* checked/);
    const { status, location } = await write(officer, kase, "before-visit");
    expect(status).toBe(303);
    expect(location).toMatch(/\/letters\/EM-L-\d{6}\?done=sent$/);
    const [letter] = await lettersIn(kase);
    expect(letter).toMatchObject({
      ...{ template: "before-visit", text_revision: null, addressee: "Ines Writwell", address },
      ...{ sent_by: "post", writer: "Area Eastmere, Area attendance officer" },
    });
    expect(letter.body).toContain("We plan to visit you on Friday 6 November 2026.");
    expect(letter.body).toContain("Please telephone me on **01632 960 555**.");
    expect(await kindsOf(kase)).toContainEqual({ kind: "letter-sent", details: { about: "visit" } });
    const owed = await obligationsKept(await reading(), kase.caseId);
    expect(owed.find(({ act }) => act === "write-to-family")?.state).toBe("met");
    const read = await officer.open(location ?? "");
    expect(read.body).toContain("We would like to visit you about Ada Writwell's education");
    expect(read.body).toContain("<strong>01632 960 555</strong>");
    const list = await officer.open(`/cases/${kase.reference}/letters`);
    for (const words of [letter.reference, "Ines Writwell", "4 Nov 2026", "By post", "Not known yet"])
      expect(list.body).toContain(words);
    const page = await officer.open(`/cases/${kase.reference}`);
    expect(page.body).toContain(`Read ${letter.reference} as it was sent`);
  });

  test("still has its quick way, without a text [C20]", async () => {
    const kase = await caseToVisit("Bea");
    const officer = await as("area.eastmere");
    const visits = `/cases/${kase.reference}/visits`;
    expect((await officer.open(visits)).body).toContain("/letters/new?template=before-visit");
    expect((await officer.send(visits, {}, { action: `${visits}/letter` })).status).toBe(303);
    expect(await kindsOf(kase)).toContainEqual({ kind: "letter-sent", details: { about: "visit" } });
    expect(await lettersIn(kase)).toEqual([]);
  });

  test("with a gap is not finished, and says what belongs there; what was typed stays", async () => {
    const kase = await caseToVisit("Cal");
    const officer = await as("area.eastmere");
    const typed = "Dear Ines\n\nWe come on [fill in: the day of the visit]. {{telephone}}";
    const { status, body } = await write(officer, kase, "before-visit", { body: typed });
    expect(status).toBe(422);
    expect(body).toContain("Fill in the day of the visit; the telephone number of whoever writes");
    expect(body).toContain("<mark>[fill in: the day of the visit]</mark>");
    expect(await lettersIn(kase)).toEqual([]);
    const shown = await write(officer, kase, "before-visit", { body: "Dear **Ines**", next: "show" });
    expect(shown.status).toBe(200);
    expect(shown.body).toContain("Dear <strong>Ines</strong>");
    expect(await lettersIn(kase)).toEqual([]);
  });

  test("with a name that the fonts of a PDF do not have is printed instead, and the page says why", async () => {
    const officer = await as("area.eastmere");
    const { location } = await write(officer, await caseToVisit("Lin"), "before-visit", { body: "Dear 李" });
    const { status, body } = await officer.open(`${location?.split("?")[0]}/pdf`);
    expect([status, body.includes("This letter has others: <bdi>李</bdi>")]).toEqual([422, true]);
    expect(body).toContain("/print");
  });

  test("sent twice by an impatient finger is one letter, and no letter goes tomorrow or without an address", async () => {
    const kase = await caseToVisit("Dot");
    const officer = await as("area.eastmere");
    const page = `/cases/${kase.reference}/letters/new?template=before-visit&to=${await carerOf(kase)}`;
    const { body } = await officer.open(page);
    const once = /name="_once" value="([^"]+)"/.exec(body)?.[1] ?? "";
    const fields = { _once: once, body: "Dear Ines" };
    const first = await write(officer, kase, "before-visit", fields);
    const second = await write(officer, kase, "before-visit", fields);
    expect(second.location).toBe(first.location);
    expect(await lettersIn(kase)).toHaveLength(1);
    const tomorrow = await write(officer, kase, "before-visit", { "sentOn-day": "5" });
    expect(tomorrow.status).toBe(422);
    const nowhere = await write(officer, kase, "before-visit", { address: " " });
    expect(nowhere.body).toContain("Enter the address, or choose that it is handed over");
    expect(await lettersIn(kase)).toHaveLength(1);
  });

  test("is not finished over what somebody else has recorded meanwhile; it says what, and keeps the text [G03]", async () => {
    const kase = await caseToVisit("Eve");
    const officer = await as("area.eastmere");
    const page = `/cases/${kase.reference}/letters/new?template=before-visit&to=${await carerOf(kase)}`;
    const seen = /name="_seen" value="(\d+)"/.exec((await officer.open(page)).body)?.[1] ?? "";
    await acting("cme.eastmere", (context) =>
      recordFacts(context, kase.caseId, [{ kind: "family-made-contact", details: { address: "inside" } }]),
    );
    const { status, body } = await write(officer, kase, "before-visit", {
      _seen: seen,
      body: "Dear Ines, mine",
    });
    expect(status).toBe(422);
    expect(body).toContain("Dear Ines, mine");
    expect(await lettersIn(kase)).toEqual([]);
  });

  test("that is half written is the writer's draft, listed in the case and gone when it is sent", async () => {
    const kase = await caseToVisit("Fay");
    const officer = await as("area.eastmere");
    const whom = await carerOf(kase);
    const page = `/cases/${kase.reference}/letters/new?template=before-visit&to=${whom}`;
    const { body } = await officer.open(page);
    const draftAt = /data-draft-at="([^"]+)"/.exec(body)?.[1] ?? "";
    const csrf = /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? "";
    expect(draftAt).not.toMatch(/Fay|Writwell|Lantern/);
    const saved = await officer.post(draftAt, {
      _csrf: csrf,
      body: "Dear Ines, so far",
      address,
      sentBy: "post",
    });
    expect(saved.status).toBe(204);
    expect((await officer.open(page)).body).toContain("Dear Ines, so far");
    const list = await officer.open(`/cases/${kase.reference}/letters`);
    expect(list.body).toContain("Your unfinished letters");
    expect((await (await as("cme.eastmere")).open(`/cases/${kase.reference}/letters`)).body).not.toContain(
      "unfinished",
    );
    expect((await write(officer, kase, "before-visit")).status).toBe(303);
    expect((await officer.open(`/cases/${kase.reference}/letters`)).body).not.toContain("unfinished");
  });
});

describe("an address that is hidden", () => {
  async function guarded(forename: string) {
    const kase = await caseToVisit(forename);
    await db.owner.query(
      `insert into child_addresses (child_id, lines, postcode, hidden, source, made_at, made_by)
       values ($1, '9 Teal Court', 'EA9 9ZZ', true, 'social care', '2026-11-04T12:00Z', 1)`,
      [kase.childId],
    );
    const { rows } = await db.owner.query(
      `insert into carers (child_id, name, relationship, lives_with_child, address, postcode, source, made_at, made_by)
       values ($1, 'Otto Farwell', 'father', 'no', '2 Quay Street', 'EA2 2QS', 'social care', '2026-11-04T12:00Z', 1) returning id`,
      [kase.childId],
    );
    return { kase, father: `carer-${rows[0].id}` };
  }

  test("is printed on no letter to the other carer, nor is the school named, and the page says why [G04] [E05]", async () => {
    const { kase, father } = await guarded("Gus");
    const officer = await as("area.eastmere");
    const at = `/cases/${kase.reference}/letters/new`;
    const pages = [
      await officer.open(at),
      await officer.open(`${at}?template=before-visit&to=${father}`),
      await officer.open(`${at}?template=place-not-taken-up&to=${father}`),
    ];
    for (const { body } of pages) expect(body).not.toMatch(/Teal Court|EA9 ?9ZZ/i);
    expect(pages[0]?.body).toContain("The address is hidden for safety: it is printed on no letter");
    expect(pages[1]?.body).toContain("An address of this child is hidden for safety.");
    expect(pages[1]?.body).toContain("2 Quay Street");
    for (const slip of [
      { body: "They live at 9, TEAL court." },
      { body: "Dear Otto, ea99zz" },
      { address: "9 Teal Court\nEastmere" },
    ]) {
      const { status, body } = await write(officer, kase, "before-visit", slip, father);
      expect(status).toBe(422);
      expect(body).toContain("The letter says an address that is hidden for safety.");
    }
    expect(await lettersIn(kase)).toEqual([]);
  });

  test("of the carer who lives there is not printed either: the letter is handed over [G04]", async () => {
    const { kase } = await guarded("Hal");
    const { rows } = await db.owner.query("select id from carers where child_id = $1 and name like 'Ines%'", [
      kase.childId,
    ]);
    const mother = `carer-${rows[0].id}`;
    const officer = await as("area.eastmere");
    const posted = await write(officer, kase, "before-visit", {}, mother);
    expect(posted.body).toContain("Choose that it is handed over");
    const handed = await write(
      officer,
      kase,
      "before-visit",
      { sentBy: "hand", address: "9 Teal Court" },
      mother,
    );
    expect(handed.status).toBe(303);
    expect((await lettersIn(kase))[0]).toMatchObject({ address: "", sent_by: "hand" });
    const paper = await officer.open(`${handed.location?.split("?")[0]}/print`);
    expect(paper.body).toContain("By hand");
    expect(paper.body).not.toMatch(/Teal|EA9/);
    const url = `${handed.location?.split("?")[0]}/pdf`;
    const file = await server.inject({ url, cookies: { keepsight: officer.token } });
    expect(file.headers["content-disposition"]).toMatch(/^attachment; filename="letter-EM-L-\d{6}.pdf"$/);
    const { words, unpacked } = readPdf(file.rawPayload);
    expect(words.map((each) => each.words)).toContain("By hand");
    expect(`${words.map((each) => each.words).join(" ")} ${unpacked}`).not.toMatch(/Teal|EA9/);
  });

  test("since a letter was sent there is shown on no page, file or paper any more [G04]", async () => {
    const kase = await caseToVisit("Hob");
    const officer = await as("area.eastmere");
    const sent = await write(officer, kase, "before-visit", {
      body: "Dear Ines, you live at 4 Lantern Row.",
    });
    const at = sent.location?.split("?")[0] ?? "";
    expect((await officer.open(at)).body).toContain("4 Lantern Row, EA4 7DN");
    await db.owner.query(
      `insert into child_addresses (child_id, lines, postcode, hidden, source, made_at, made_by)
       values ($1, '4 lantern row', 'EA4 7DN', true, 'social care', '2026-11-04T16:00Z', 1)`,
      [kase.childId],
    );
    for (const path of [at, `${at}/print`, `${at}/pdf`, `/cases/${kase.reference}/letters.csv`]) {
      const { status, body } = await officer.open(path);
      expect(status).toBe(200);
      expect(body).not.toMatch(/Lantern|EA4 7DN/i);
    }
    expect((await officer.open(at)).body).toContain("at an address that has been hidden for safety since");
    expect((await officer.open("/letters/print?on=2026-11-04")).body).not.toContain("you live at");
    expect((await lettersIn(kase))[0].body).toContain("4 Lantern Row");
  });

  test("is refused by the database too, whatever the pages forget [G04]", async () => {
    const { kase } = await guarded("Ivy");
    const insert = (body: string) =>
      db.owner.query(
        `insert into letters (reference, case_id, authority_id, template, about, title, addressee, address, body, writer, sent_by, sent_on, made_at, made_by)
         values ('T-' || md5($2), $1, $3, 'x', 'visit', 'x', 'x', '1 Elsewhere', $2, 'x', 'post', '2026-11-04', '2026-11-04', 1)`,
        [kase.caseId, body, kase.authorityId],
      );
    await expect(insert("At 9 teal  court")).rejects.toMatchObject({ code: "23001" });
    await expect(insert("Postcode EA99ZZ.")).rejects.toMatchObject({ code: "23001" });
    await insert("At 4 Lantern Row");
  });
});

describe("while a forced marriage is suspected [E04]", () => {
  test("no letter is begun or finished, to the family or anybody, and the page says so in the words of the hold", async () => {
    const kase = await caseToVisit("Jan");
    const officer = await as("area.eastmere");
    const action = `/cases/${kase.reference}/letters`;
    const page = `${action}/new?template=before-visit&to=${await carerOf(kase)}`;
    const { body: before } = await officer.open(page);
    const unseen = {
      _csrf: /name="_csrf" value="([^"]+)"/.exec(before)?.[1] ?? "",
      _once: crypto.randomUUID(),
    };
    await acting("cme.eastmere", (context) =>
      raiseFlags(context, kase.childId, ["forced-marriage"], "Her teacher"),
    );
    const fields = { template: "before-visit", to: await carerOf(kase), body: "Dear Ines", address };
    for (const next of ["show", "finish"]) {
      const sent = await officer.post(action, { ...unseen, ...fields, sentBy: "hand", ...onFourth, next });
      expect(sent.status).toBe(422);
      expect(sent.body).toContain("Held: ");
      expect(sent.body).toContain("N2.7.10). Only the safeguarding lead");
      expect(sent.body).not.toContain("Finish the letter");
    }
    for (const who of ["area.eastmere", "cme.eastmere", "named.eastmere"]) {
      const { body } = await (await as(who)).open(page);
      expect(body).toContain("Only the safeguarding lead");
      expect(body).not.toContain('name="body"');
    }
    expect(await lettersIn(kase)).toEqual([]);
    expect((await officer.open(`/cases/${kase.reference}`)).body).not.toContain("letters/new");
    expect((await officer.open(action)).body).not.toContain("Write a letter");
  });

  test("a letter that was finished before is neither printed nor listed to be posted, and a notice does not count", async () => {
    const kase = await caseToVisit("Kit");
    const officer = await as("area.eastmere");
    const { location } = await write(officer, kase, "before-visit");
    const notice = await write(await as("cme.eastmere"), kase, "order-notice");
    const [at, noticeAt] = [location, notice.location].map((each) => each?.split("?")[0] ?? "");
    expect((await officer.open(`${at}/print`)).body).toContain("keepsight-letter__window");
    await acting("cme.eastmere", (context) =>
      raiseFlags(context, kase.childId, ["forced-marriage"], "Her teacher"),
    );
    expect((await officer.open(`${at}/print`)).body).not.toContain("keepsight-letter__window");
    const refused = (await officer.open(`${at}/pdf`)).body;
    expect([refused.includes("Held: Download this letter"), refused.includes("%PDF")]).toEqual([true, false]);
    expect((await officer.open("/letters/print?on=2026-11-04")).body).not.toContain("Kit Writwell");
    const day = await officer.open("/letters?on=2026-11-04");
    expect(day.body).toContain("must not go now");
    const served = await (await as("cme.eastmere")).send(
      noticeAt ?? "",
      { outcome: "served", "happenedOn-day": "4", "happenedOn-month": "11", "happenedOn-year": "2026" },
      { action: `${noticeAt}/service` },
    );
    expect(served.status).toBe(422);
    expect((await kindsOf(kase)).map(({ kind }) => kind)).not.toContain("order-notice-served");
  });

  test("the database refuses a letter as well", async () => {
    const kase = await caseToVisit("Lil");
    await acting("cme.eastmere", (context) =>
      raiseFlags(context, kase.childId, ["forced-marriage"], "Her teacher"),
    );
    const officer = await db.who("cme.eastmere");
    await expect(
      perform(db.keepsight, { viewer: officer, act: "write-letter", request: "test" }, ({ database }) =>
        database
          .insertInto("letters")
          .values({
            ...{ reference: "T-1", case_id: kase.caseId, authority_id: kase.authorityId, template: "x" },
            ...{ about: "visit", title: "x", addressee: "x", address: "x", body: "x", writer: "x" },
            sent_by: "post",
            sent_on: Temporal.PlainDate.from("2026-11-04"),
            ...{ made_at: Temporal.Now.instant(), made_by: officer.personId },
          })
          .execute(),
      ),
    ).rejects.toMatchObject({ code: "23001" });
  });
});

describe("the notice before a school attendance order [C23] [E08]", () => {
  const served = { outcome: "served", "happenedOn-month": "11", "happenedOn-year": "2026" };
  async function started(forename: string) {
    const kase = await caseToVisit(forename);
    await acting("cme.eastmere", (context) =>
      recordFacts(context, kase.caseId, [{ kind: "attendance-order-started", details: {} }]),
    );
    return kase;
  }
  const dueOf = async (kase: CaseAtAddress) =>
    (await obligationsKept(await reading(), kase.caseId)).find(({ act }) => act === "show-suitable-education")
      ?.dueAt;

  test("tells the parent the time that the procedure gives, and the fifteen days begin when it is served", async () => {
    const kase = await started("Mab");
    const { location } = await write(await as("cme.eastmere"), kase, "order-notice");
    const at = location?.split("?")[0] ?? "";
    expect((await lettersIn(kase))[0].body).toContain(
      "**15 calendar days, beginning with the day** on which this notice is served on you",
    );
    expect((await kindsOf(kase)).map(({ kind }) => kind)).not.toContain("order-notice-served");
    db.setNow("2026-11-10T10:00:00Z");
    const officer = await as("cme.eastmere");
    const before = await officer.send(at, { ...served, "happenedOn-day": "3" }, { action: `${at}/service` });
    expect(before.body).toContain("The day must not be before the letter was sent");
    const recorded = await officer.send(
      at,
      { ...served, "happenedOn-day": "6" },
      { action: `${at}/service` },
    );
    expect(recorded.status).toBe(303);
    expect(await kindsOf(kase)).toContainEqual({
      kind: "order-notice-served",
      details: { about: "suitable-education" },
    });
    expect((await dueOf(kase))?.toString()).toMatch(/^2026-11-20T23:59/);
    // Who has not seen that does not record it a second time.
    const again = await officer.post(`${at}/service`, {
      ...{ ...unseenIn(before.body, `${at}/service`), ...served, "happenedOn-day": "9" },
    });
    expect(again.status).toBe(422);
    expect((await officer.open(`/cases/${kase.reference}/letters`)).body).toContain(
      "Served on 6 November 2026",
    );
  });

  test("handed over is served that day; one that came back is not served", async () => {
    const kase = await started("Ned");
    const officer = await as("cme.eastmere");
    expect((await write(officer, kase, "order-notice", { sentBy: "hand" })).status).toBe(303);
    expect((await dueOf(kase))?.toString()).toMatch(/^2026-11-18T23:59/);
    const other = await started("Oda");
    const { location } = await write(officer, other, "order-notice");
    const at = location?.split("?")[0] ?? "";
    const back = { ...served, outcome: "came-back", "happenedOn-day": "4", note: "Gone away" };
    expect((await officer.send(at, back, { action: `${at}/service` })).status).toBe(303);
    expect(await dueOf(other)).toBeUndefined();
    expect((await officer.open(at)).body).toContain("Came back on 4 November 2026. Gone away");
  });

  test("is sent by nobody whose role does not owe it [G04]", async () => {
    const kase = await started("Pip");
    const admissions = await as("admissions.eastmere");
    const choose = await admissions.open(`/cases/${kase.reference}/letters/new`);
    expect(choose.body).not.toContain("order-notice");
    expect(choose.body).toContain("home-education");
    expect((await write(admissions, kase, "order-notice", { body: "Dear Ines" })).status).toBe(403);
    expect(await lettersIn(kase)).toEqual([]);
  });
});

describe("a letter to whoever referred the child", () => {
  test("acknowledges, and is a note in the chronology; it goes to no carer [D02]", async () => {
    const kase = await caseToVisit("Quin");
    const officer = await as("cme.eastmere");
    const wrong = await officer.open(
      `/cases/${kase.reference}/letters/new?template=acknowledgement&to=${await carerOf(kase)}`,
    );
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain("This letter goes to whoever referred the child.");
    const to = referrerOf(kase);
    const { status } = await write(officer, kase, "acknowledgement", { address: "School Lane" }, to);
    expect(status).toBe(303);
    const [letter] = await lettersIn(kase);
    expect(letter.addressee).toBe("Ashfield Primary School");
    expect(letter.body).not.toMatch(/Lantern|Ines/);
    expect(await kindsOf(kase)).toContainEqual({
      kind: "note-made",
      details: { note: "Letter sent: Acknowledgement to an agency." },
    });
  });

  test("tells the outcome once the case is closed, when no letter to the family goes any more [C24] [G02]", async () => {
    const kase = await caseToVisit("Rex");
    await acting("cme.eastmere", (context) =>
      recordFacts(context, kase.caseId, [
        {
          kind: "roll-confirmed",
          details: {
            schoolName: "Larkmere Primary School",
            startedOn: "2026-11-02",
            confirmedBy: "the school",
          },
        } as never,
        { kind: "case-closed", details: { outcome: "on-roll" } } as never,
      ]),
    );
    const officer = await as("cme.eastmere");
    const choose = await officer.open(`/cases/${kase.reference}/letters/new`);
    expect(choose.body).not.toContain("before-visit");
    expect(choose.body).toMatch(/value="outcome"[^>]* checked/);
    const { status } = await write(officer, kase, "outcome", { address: "School Lane" }, referrerOf(kase));
    expect(status).toBe(303);
    const [letter] = await lettersIn(kase);
    expect(letter.body).toContain("The child is on a school's roll.");
    expect(letter.body).not.toContain("Larkmere");
    expect((await kindsOf(kase)).map(({ kind }) => kind)).toContain("referrer-told");
  });
});

describe("who reads and writes letters [G04]", () => {
  test("each role sees the letters of cases that it sees, and only those who write to families write", async () => {
    const kase = await caseToVisit("Sal");
    const { location } = await write(await as("area.eastmere"), kase, "before-visit");
    const letter = location?.split("?")[0] ?? "";
    const answers: Record<string, [number, number]> = {
      "cme.eastmere": [200, 200],
      "named.eastmere": [200, 200],
      "manager.eastmere": [200, 200],
      "ehe.eastmere": [200, 200],
      "safeguarding.eastmere": [200, 403],
      "auditor.eastmere": [200, 403],
      "data.eastmere": [403, 403],
      "school.eastmere": [403, 403],
      "police.eastmere": [403, 403],
      "cme.westholme": [404, 404],
      "area2.eastmere": [404, 404],
    };
    for (const [who, [sees, writes]] of Object.entries(answers)) {
      const person = await as(who);
      for (const path of [
        letter,
        `${letter}/print`,
        `${letter}/pdf`,
        `/cases/${kase.reference}/letters`,
        `/cases/${kase.reference}/letters.csv`,
      ])
        expect([who, path, (await person.open(path)).status]).toEqual([who, path, sees]);
      expect([who, (await person.open(`/cases/${kase.reference}/letters/new`)).status]).toEqual([
        who,
        writes,
      ]);
    }
  });

  test("a restricted child's letters are found by nobody without leave", async () => {
    const kase = await caseToVisit("Tess");
    const { location } = await write(await as("area.eastmere"), kase, "before-visit");
    const letter = location?.split("?")[0] ?? "";
    await db.owner.query("update children set restricted = true where id = $1", [kase.childId]);
    const officer = await as("cme.eastmere");
    expect((await officer.open(letter)).status).toBe(404);
    expect((await officer.open("/letters?on=2026-11-04")).body).not.toContain(letter);
    expect((await officer.open("/letters/print?on=2026-11-04")).body).not.toContain("Tess");
    await db.owner.query(
      "insert into restricted_leave (child_id, person_id, given_by, given_at) select $1, id, id, now() from people where email like 'cme.eastmere@%'",
      [kase.childId],
    );
    expect((await officer.open(letter)).status).toBe(200);
  });

  test("each reading is in the audit log, with the letter and the child [G03]", async () => {
    const kase = await caseToVisit("Una");
    const officer = await as("area.eastmere");
    const letter = (await write(officer, kase, "before-visit")).location?.split("?")[0] ?? "";
    for (const path of [
      letter,
      `${letter}/print`,
      `${letter}/pdf`,
      `/cases/${kase.reference}/letters`,
      "/letters?on=2026-11-04",
    ])
      await officer.open(path);
    const { rows } = await db.owner.query(
      "select distinct act from audit_entries where child_id = $1 and subject = 'letter' order by act",
      [kase.childId],
    );
    expect(rows.map(({ act }) => act)).toEqual([
      ...[
        "saw letter",
        "saw letter form",
        "saw letter to print",
        "saw letters",
        "sent letter",
        "took letter as PDF",
      ],
    ]);
  });

  test("the database keeps no letter in another's name, of another authority, or with another case's fact", async () => {
    const kase = await caseToVisit("Wes");
    const other = await caseToVisit("Xan");
    const me = await db.who("area.eastmere");
    const officer = await db.who("cme.eastmere");
    const { rows } = await db.owner.query("select id from authorities where name = 'Westholme'");
    const { rows: facts } = await db.owner.query("select max(id) as id from case_facts where case_id = $1", [
      other.caseId,
    ]);
    const insert = (changed: object) =>
      perform(db.keepsight, { viewer: me, act: "write-letter", request: "test" }, ({ database }) =>
        database
          .insertInto("letters")
          .values({
            ...{ reference: "T-9", case_id: kase.caseId, authority_id: kase.authorityId, template: "x" },
            ...{ about: "visit", title: "x", addressee: "x", address: "x", body: "x", writer: "x" },
            ...{ sent_by: "post", sent_on: Temporal.PlainDate.from("2026-11-04") },
            ...{ made_at: Temporal.Now.instant(), made_by: me.personId, ...changed },
          })
          .execute(),
      );
    await expect(insert({ made_by: officer.personId })).rejects.toMatchObject({ code: "42501" });
    await expect(insert({ authority_id: rows[0].id })).rejects.toMatchObject({ code: "42501" });
    await expect(insert({ fact_id: Number(facts[0].id) })).rejects.toMatchObject({ code: "23503" });
    await expect(insert({ address: "" })).rejects.toMatchObject({ code: "23514" });
    await insert({});
  });

  test("what was sent is never changed or deleted [G03]", async () => {
    for (const table of ["letters", "letter_services"]) {
      await expect(db.owner.query(`update ${table} set made_at = made_at`)).rejects.toMatchObject({
        code: "23001",
      });
      await expect(db.owner.query(`delete from ${table}`)).rejects.toMatchObject({ code: "23001" });
    }
  });
});

describe("the letters of a day", () => {
  test("of an area are listed, taken as a file and printed together, each on its own sheet", async () => {
    const north = await caseToVisit("Vic");
    const south = await caseToVisit("Wyn");
    await db.owner.query(
      "update cases set area_id = (select id from areas where name = 'South' and authority_id = cases.authority_id) where id = $1",
      [south.caseId],
    );
    const officer = await as("cme.eastmere");
    for (const kase of [north, south]) expect((await write(officer, kase, "before-visit")).status).toBe(303);
    const paper = async (who: string, area = "") =>
      (await (await as(who)).open(`/letters/print?on=2026-11-04${area}`)).body;
    const all = await paper("cme.eastmere");
    expect(all.match(/<article/g)?.length).toBe(all.match(/<address/g)?.length);
    expect([all.includes("Vic Writwell"), all.includes("Wyn Writwell")]).toEqual([true, true]);
    const inNorth = await paper("cme.eastmere", `&area=${north.areaId}`);
    expect([inNorth.includes("Vic Writwell"), inNorth.includes("Wyn Writwell")]).toEqual([true, false]);
    const own = await paper("area.eastmere");
    expect([own.includes("Vic Writwell"), own.includes("Wyn Writwell")]).toEqual([true, false]);
    expect((await officer.open("/letters?on=2026-11-05")).body).toContain(
      "No letter was finished for this day.",
    );
    const day = await officer.open("/letters?area=&on-day=4&on-month=11&on-year=2026");
    expect(day.body).toContain("Letters of Wednesday 4 November 2026");
    const file = await officer.open("/letters.csv?on=2026-11-04");
    expect(file.body).toMatch(/^\uFEFFLetter,Case,Which,To,Sent on/);
    expect(file.body).toContain("Letter before a home visit,Ines Writwell,2026-11-04,By post,Not known yet");
  });
});

describe("a letter that went otherwise than was recorded", () => {
  const correctionOf = (at: string) => `${at}/correction`;
  const on = (iso: string) => {
    const { day, month, year } = Temporal.PlainDate.from(iso);
    return { "sentOn-day": `${day}`, "sentOn-month": `${month}`, "sentOn-year": `${year}` };
  };

  test("moves what the case makes of it, and leaves the case once it is said that it never went [C20] [G03]", async () => {
    const kase = await caseToVisit("Kit");
    const written = await write(await as("area.eastmere"), kase, "before-visit");
    const at = written.location?.split("?")[0] ?? "";
    db.setNow("2026-11-05T10:00:00Z");
    const officer = await as("area.eastmere");
    const page = correctionOf(at);
    expect((await officer.open(at)).body).toContain(`href="${page}"`);
    expect((await officer.open(`/cases/${kase.reference}`)).body).toContain(`href="${page}"`);
    expect((await officer.send(page, { was: "" })).body).toContain("Choose what is right");
    const moved = await officer.send(page, { was: "otherwise", sentBy: "hand", ...on("2026-11-05") });
    expect(moved.status).toBe(303);
    const handed = (await officer.open(at)).body;
    expect(handed).toContain("5 November 2026, handed over (put right since)");
    expect(handed).toContain("Served on 5 November 2026");
    const owed = () => reading().then((context) => obligationsKept(context, kase.caseId));
    expect((await owed()).find(({ act }) => act === "write-to-family")?.state).toBe("met");
    await officer.send(page, { was: "not", because: "It lay in a drawer." });
    expect((await officer.open(at)).body).toContain("It was not sent. It lay in a drawer.");
    expect((await officer.open(`/cases/${kase.reference}/letters`)).body).toContain("It was not sent.");
    expect((await officer.open("/letters/print?on=2026-11-04")).body).not.toContain("Kit Writwell");
    expect((await owed()).find(({ act }) => act === "write-to-family")?.state).not.toBe("met");
    expect((await (await as("cme.westholme")).open(page)).status).toBe(404);
    expect(await differencesIn(db, kase.reference)).toEqual([]);
  });

  test("and a notice counts from the day on which it was really served, and not while it was not [C23] [E08] [G03]", async () => {
    const kase = await caseAtAddress(db, { forename: "Lou", surname: "Writwell" });
    db.setNow("2026-11-04T15:00:00Z");
    await acting("cme.eastmere", (context) =>
      recordFacts(context, kase.caseId, [{ kind: "attendance-order-started", details: {} }]),
    );
    const sent = await write(await as("cme.eastmere"), kase, "order-notice", { sentBy: "hand" });
    const at = sent.location?.split("?")[0] ?? "";
    const due = async () =>
      (await obligationsKept(await reading(), kase.caseId))
        .find(({ act, state }) => act === "show-suitable-education" && state !== "no-longer-needed")
        ?.dueAt?.toString()
        .slice(0, 10);
    expect(await due()).toBe("2026-11-18");
    db.setNow("2026-11-09T10:00:00Z");
    const officer = await as("cme.eastmere");
    await officer.send(correctionOf(at), { was: "otherwise", sentBy: "post", ...on("2026-11-04") });
    expect(await due()).toBeUndefined();
    const served = (outcome: string, iso: string) =>
      officer.send(
        at,
        {
          outcome,
          note: "",
          ...Object.fromEntries(
            Object.entries(on(iso)).map(([name, part]) => [name.replace("sentOn", "happenedOn"), part]),
          ),
        },
        { action: `${at}/service` },
      );
    expect((await served("served", "2026-11-06")).status).toBe(303);
    expect(await due()).toBe("2026-11-20");
    const after = await officer.send(correctionOf(at), {
      was: "otherwise",
      sentBy: "post",
      ...on("2026-11-07"),
    });
    expect(after.body).toContain("must not be after the day that is recorded for what became of it");
    expect((await served("served", "2026-11-09")).status).toBe(303);
    expect(await due()).toBe("2026-11-23");
    expect((await served("came-back", "2026-11-09")).status).toBe(303);
    expect(await due()).toBeUndefined();
    expect(await differencesIn(db, kase.reference)).toEqual([]);
  });
});

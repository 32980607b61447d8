import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CaseAtAddress, caseAtAddress } from "../../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { signedIn, unseenIn } from "../../../test/support/signed-in.ts";
import { recordFacts } from "../../cases/index.ts";
import { perform } from "../../context.ts";
import { sendEmail } from "../../post/index.ts";
import { webServer } from "../../web/server.ts";
import { type Disclosable, lawfulBases, leastDisclosed, type Recipient } from "../enquiry.ts";
import { sendEnquiries } from "../send-enquiries.ts";
import { hashOfCode, hashOfToken } from "./answer-link.ts";

let db: TestDatabase;
let server: FastifyInstance;
let housing: Recipient;
let eastmere: number;
beforeAll(async () => {
  db = await testDatabase();
  db.setNow("2026-11-03T10:00:00Z");
  server = await webServer(db.keepsight);
  const one = async (query: string) => Number((await db.owner.query(query)).rows[0].id);
  eastmere = await one("select id from authorities where name = 'Eastmere'");
  housing = {
    kind: "agency",
    id: await one(
      `insert into agencies (authority_id, kind, name) values (${eastmere}, 'housing', 'Larkmere Homes') returning id`,
    ),
  };
  await inDirectory("agency_id", housing.id, "desk@homes.example");
});
afterAll(async () => {
  await server.close();
  await db.end();
});

const inDirectory = (column: string, id: number, email: string | null, ended = false) =>
  db.owner.query(
    `insert into directory_contacts (authority_id, ${column}, email, ended, made_at, made_by)
     values ($1, $2, $3, $4, '2026-11-01T10:00Z', (select id from people where email like 'data.eastmere@%'))`,
    [eastmere, id, email, ended],
  );

async function ask(kase: CaseAtAddress, to = [housing], disclose: readonly Disclosable[] = leastDisclosed) {
  const viewer = await db.who("cme.eastmere");
  const sent = await perform(db.keepsight, { viewer, act: "send-enquiry", request: "test" }, (context) =>
    sendEnquiries(context, kase.reference, {
      ...{ to, question: "Do you know this family?", disclose, lawfulBasis: lawfulBases[0] },
    }),
  );
  if ("refused" in sent) throw new Error(sent.refused);
  return sent.references[0] ?? "";
}

const emailsAbout = async (reference: string) =>
  (await db.owner.query("select * from emails where reference = $1 order by id", [reference])).rows;
const lastSecret = async (reference: string, about: string) =>
  String((await emailsAbout(reference)).findLast((email) => email.about === about)?.secret);

/** A browser of somebody without an account, at an address of its own. */
let visitors = 0;
function visitor() {
  const remoteAddress = `192.0.2.${++visitors % 250}`;
  const cookies: Record<string, string> = {};
  const go = async (method: "GET" | "POST", url: string, fields?: Record<string, string>) => {
    const answer = await server.inject({
      ...{ method, url, cookies, remoteAddress },
      ...(fields && {
        payload: new URLSearchParams(fields).toString(),
        headers: { "content-type": "application/x-www-form-urlencoded" },
      }),
    });
    for (const { name, value } of answer.cookies) cookies[name] = value;
    return { status: answer.statusCode, body: answer.body, location: answer.headers.location, answer };
  };
  return {
    open: (url: string) => go("GET", url),
    post: (url: string, fields = {}) => go("POST", url, fields),
    cookies,
  };
}

/** Opens a link by its code. */
async function opened(reference: string) {
  const link = await lastSecret(reference, "question");
  const who = visitor();
  await who.post(`${link}/codes`);
  await who.post(`${link}/code`, { code: await lastSecret(reference, "answer-code") });
  return { link, ...who };
}
const minutesLater = (minutes: number) => db.setNow(db.keepsight.now().add({ minutes }).toString());
const answers = async (reference: string) =>
  (
    await db.owner.query(
      "select enquiry_answers.* from enquiry_answers join enquiries on enquiries.id = enquiry_id where reference = $1",
      [reference],
    )
  ).rows;
const withoutKeys = (body: string) =>
  body.replaceAll(/nonce="[^"]*"|name="_once" value="[^"]*"|\/answers\/[\w-]+|[0-9a-f-]{36}/g, "");

const nothing = { answer: "nothing-known", "told-by": "Sam Reed, housing officer" };

describe("a link", () => {
  test("goes to those with an address in the directory and nobody who signs in, and to no others [E01] [C25]", async () => {
    const kase = await caseAtAddress(db, { forename: "Nell", surname: "Marsh" });
    const police = {
      kind: "agency" as const,
      id: Number((await db.owner.query("select id from agencies where name = 'Eastmere Police'")).rows[0].id),
    };
    await inDirectory("agency_id", police.id, "police@police.example");
    const unlisted = {
      kind: "agency" as const,
      id: Number(
        (
          await db.owner.query(
            "insert into agencies (authority_id, kind, name) values ($1, 'health', 'No address') returning id",
            [eastmere],
          )
        ).rows[0].id,
      ),
    };
    const past = {
      kind: "agency" as const,
      id: Number(
        (
          await db.owner.query(
            "insert into agencies (authority_id, kind, name) values ($1, 'health', 'Was there') returning id",
            [eastmere],
          )
        ).rows[0].id,
      ),
    };
    await inDirectory("agency_id", past.id, "was@health.example");
    const asked = await ask(kase, [housing, police, unlisted, past]);
    const to = (
      await db.owner.query(
        "select to_address from answer_links join enquiries on enquiries.id = enquiry_id where case_id = $1 order by 1",
        [kase.caseId],
      )
    ).rows.map(({ to_address }) => to_address);
    expect(to).toEqual(["desk@homes.example", "was@health.example"]);
    const [email] = await emailsAbout(asked);
    expect(email).toMatchObject({ to_address: "desk@homes.example", about: "question", state: "queued" });
    expect(email.secret).toMatch(/^\/answers\/[\w-]{43}$/);
  });

  test("says nothing of the child in the e-mail, the code's e-mail, the address or the job, whatever is disclosed [G01] [E01]", async () => {
    const secrets = [
      "Zephyrine",
      "Quillhurst",
      "Lantern",
      "EA4",
      "2017",
      "March",
      "Ines",
      "Ashfield",
      "A123456789012",
    ];
    const kase = await caseAtAddress(db, { forename: "Zephyrine", surname: "Quillhurst" });
    const reference = await ask(
      kase,
      [housing],
      ["name", "dateOfBirth", "lastAddress", "carers", "formerSchool", "upn"],
    );
    const { link } = await opened(reference);
    const sent: string[] = [];
    for (const { id } of await emailsAbout(reference)) {
      const row = JSON.stringify(
        (await db.owner.query("select to_jsonb(emails) as row from emails where id = $1", [id])).rows,
      );
      sent.push(row.replaceAll(/"(made_at|settled_at)": ?"[^"]*"/g, ""));
    }
    const jobs = await db.owner.query("select data from pgboss.job where name = 'send-email'");
    sent.push(link, JSON.stringify(jobs.rows));
    const audit = await db.owner.query("select act, details from audit_entries");
    sent.push(JSON.stringify(audit.rows));
    expect(sent.length).toBe(5);
    for (const text of sent) expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    // The link itself is kept nowhere but in the letter that waits.
    const token = link.split("/").at(-1) ?? "";
    const kept = await db.owner.query("select to_jsonb(answer_links)::text as row from answer_links");
    expect(kept.rows.filter(({ row }) => row.includes(token))).toEqual([]);
    expect(JSON.stringify(jobs.rows)).not.toContain(token);
    expect(JSON.stringify(audit.rows)).not.toContain(token);
  });

  test("opens by the code alone what was disclosed, with why and by what law, and nothing else [E01] [G01]", async () => {
    const kase = await caseAtAddress(db, { forename: "Ola", surname: "Fenwick" });
    const reference = await ask(kase);
    const { link, open } = await opened(reference);
    const { status, body } = await open(`${link}/question`);
    expect(status).toBe(200);
    for (const shown of [
      "Ola Fenwick",
      "9 March 2017",
      "EA4",
      "Do you know this family?",
      lawfulBases[0],
      "Eastmere",
    ])
      expect(body).toContain(shown);
    for (const hidden of ["Lantern", "Ines", "7DN", kase.reference]) expect(body).not.toContain(hidden);
    expect(/<title>([^<]*)/.exec(body)?.[1]).not.toMatch(/Ola|Fenwick/);
    // In another browser it is closed.
    expect((await visitor().open(`${link}/question`)).location).toBe(link);
    const { rows } = await db.owner.query(
      "select act, details from audit_entries where subject = 'enquiry' and subject_id = (select id from enquiries where reference = $1) and details->>'address' = 'desk@homes.example' order by id",
      [reference],
    );
    expect(rows.map(({ act }) => act)).toEqual([
      "sent code for an answer",
      "opened answer link",
      "saw question",
    ]);
  });

  test("brings a nil answer to the case, with who gave it and the address, and then ends [E01]", async () => {
    const kase = await caseAtAddress(db, { forename: "Ivo", surname: "Marsh" });
    const reference = await ask(kase);
    const { link, open, post } = await opened(reference);
    const { body } = await open(`${link}/question`);
    const form = { ...unseenIn(body, `${link}/question`), ...nothing };
    const sent = await post(`${link}/question`, form);
    expect([sent.status, sent.location]).toEqual([303, `${link}/sent`]);
    expect(await answers(reference)).toMatchObject([
      {
        answer: "nothing-known",
        answered_by: "Sam Reed, housing officer, Larkmere Homes (desk@homes.example)",
      },
    ]);
    const facts = await db.owner.query(
      "select kind, details from case_facts where case_id = $1 and kind = 'enquiry-answered'",
      [kase.caseId],
    );
    expect(facts.rows).toMatchObject([{ details: { by: "housing", answer: "nothing-known" } }]);
    const { rows } = await db.owner.query(
      "select details from audit_entries where act = 'answered enquiry' and subject_id = (select id from enquiries where reference = $1)",
      [reference],
    );
    expect(rows[0].details).toMatchObject({ by: "link", address: "desk@homes.example" });
    // The same form again is the same answer once; a new one finds the question answered, and gives back what was written.
    expect((await post(`${link}/question`, form)).location).toBe(`${link}/sent`);
    const second = await post(`${link}/question`, { ...nothing, note: "They have a dog" });
    expect(second.status).toBe(410);
    expect(second.body).toContain("has had an answer to this question already, 3 November 2026 at 10am");
    expect(second.body).toContain("They have a dog");
    expect((await open(`${link}/question`)).body).toContain("No answer is needed any more");
    expect(await answers(reference)).toHaveLength(1);
  });

  test("with news makes the facts that an answer from an account makes, and the address believed [E01] [C25]", async () => {
    const kase = await caseAtAddress(db, { forename: "Tam", surname: "Marsh" });
    const reference = await ask(kase);
    const { link, post } = await opened(reference);
    const news = {
      ...nothing,
      answer: "knows-family",
      where: "inside",
      address: "9 Far Row",
      postcode: "EA4 7DX",
    };
    expect((await post(`${link}/question`, news)).location).toBe(`${link}/sent`);
    const { rows } = await db.owner.query(
      "select lines, certainty from child_addresses where child_id = $1 order by id desc limit 1",
      [kase.childId],
    );
    expect(rows).toEqual([{ lines: "9 Far Row", certainty: "believed" }]);
    const officer = await signedIn(db, server, "cme.eastmere");
    expect((await officer.open(`/cases/${kase.reference}/enquiries`)).body).toContain(
      "Sam Reed, housing officer, Larkmere Homes (desk@homes.example)",
    );
  });

  test("is not sent while an address or a school stands under another answer: without scripts it would be lost [E01]", async () => {
    const reference = await ask(await caseAtAddress(db, { forename: "Ola", surname: "Marsh" }));
    const { link, post } = await opened(reference);
    for (const [typed, said] of [
      [{ address: "9 Far Row" }, "You typed an address under another answer. Choose “We know the family”"],
      [{ postcode: "EA4" }, "You typed an address under another answer"],
      // A day that is none could not be mended under an answer that hides it.
      [{ "started-day": "32", "started-month": "1" }, "You typed a day under another answer"],
      [{ school: "Far School" }, "You typed the name of a school under another answer"],
    ] as const) {
      const { status, body } = await post(`${link}/question`, { ...nothing, ...typed });
      expect(status).toBe(422);
      expect(body).toContain(said);
      expect(body).toContain(Object.values(typed)[0]);
    }
    expect(await answers(reference)).toEqual([]);
  });

  test("of one who is not sure stays open, and keeps what was typed so far [E01]", async () => {
    const kase = await caseAtAddress(db, { forename: "Una", surname: "Marsh" });
    const reference = await ask(kase);
    const { link, open, post } = await opened(reference);
    expect((await post(`${link}/draft`, { note: "They left in", _once: "x" })).status).toBe(204);
    expect((await open(`${link}/question`)).body).toContain("They left in");
    const form = unseenIn((await open(`${link}/question`)).body, `${link}/question`);
    const unsure = { ...form, answer: "not-sure", note: "A name like it", "told-by": "Sam" };
    expect((await post(`${link}/question`, unsure)).location).toBe(`${link}/question?noted=yes`);
    expect((await post(`${link}/question`, unsure)).location).toBe(`${link}/question?noted=yes`);
    expect((await open(`${link}/question`)).status).toBe(200);
    // The page that the browser had kept, with other words.
    expect((await post(`${link}/question`, { ...form, ...nothing })).location).toBe(`${link}/sent`);
    expect((await answers(reference)).map(({ answer }) => answer)).toEqual(["not-sure", "nothing-known"]);
    expect((await visitor().post(`${link}/draft`, { note: "mine" })).status).toBe(410);
  });

  test("says what an answer still wants and keeps what was typed [E01]", async () => {
    const kase = await caseAtAddress(db, { forename: "Wim", surname: "Marsh" });
    const { link, post } = await opened(await ask(kase));
    const { status, body } = await post(`${link}/question`, { note: "kept words" });
    expect(status).toBe(422);
    for (const said of ["Choose what you know", "Enter your name and what your work is", "kept words"])
      expect(body).toContain(said);
  });

  test("that is made up, expired, withdrawn, answered, or whose case has closed, is answered as a good one is before its code [E01]", async () => {
    const good = await lastSecret(
      await ask(await caseAtAddress(db, { forename: "Gil", surname: "Marsh" })),
      "question",
    );
    const closedCase = await caseAtAddress(db, { forename: "Col", surname: "Marsh" });
    const closed = await opened(await ask(closedCase));
    await closes(closedCase);
    const answered = await opened(await ask(await caseAtAddress(db, { forename: "Ann", surname: "Marsh" })));
    await answered.post(`${answered.link}/question`, nothing);
    const [expiredReference, takenBack] = [
      await ask(await caseAtAddress(db, { forename: "Exi", surname: "Marsh" })),
      await ask(await caseAtAddress(db, { forename: "Bak", surname: "Marsh" })),
    ];
    const expired = await lastSecret(expiredReference, "question");
    await db.owner.query(
      "update answer_links set expires_at = '2026-11-03T10:00Z' where enquiry_id = (select id from enquiries where reference = $1)",
      [expiredReference],
    );
    await db.owner.query("update enquiries set withdrawn_at = now() where reference = $1", [takenBack]);
    const shown = [];
    const codes = [];
    const count = async () =>
      Number((await db.owner.query("select count(*) from emails where about = 'answer-code'")).rows[0].count);
    minutesLater(2);
    const withdrawn = await lastSecret(takenBack, "question");
    for (const link of ["/answers/made-up", expired, withdrawn, answered.link, closed.link, good]) {
      const [who, before] = [visitor(), await count()];
      const first = await who.open(link);
      const asked = await who.post(`${link}/codes`);
      const page = await who.open(`${link}/code`);
      const wrong = await who.post(`${link}/code`, { code: "12345" });
      const question = await who.open(`${link}/question`);
      codes.push((await count()) - before);
      shown.push({
        pages: [first.status, asked.status, page.status, wrong.status, question.status],
        bodies: [first, page, wrong].map(({ body }) => withoutKeys(body)),
      });
    }
    // Whoever has the mailbox may know that a question is over.
    expect(codes).toEqual([0, 0, 0, 1, 1, 1]);
    expect(shown[0]?.pages).toEqual([200, 303, 200, 422, 303]);
    for (const each of shown) expect(each).toEqual(shown[0]);
  });

  test("whose case has closed takes what was being written, and says to whoever comes later that it is over, nothing of the child [E01] [C24] [G01]", async () => {
    const kase = await caseAtAddress(db, { forename: "Zora", surname: "Quillhurst" });
    const reference = await ask(kase);
    const { link, post, open } = await opened(reference);
    await closes(kase);
    const news = {
      ...nothing,
      answer: "knows-family",
      where: "outside",
      address: "9 Far Row",
      note: "Seen on Monday",
    };
    const faulty = await post(`${link}/question`, { ...news, "told-by": "" });
    expect(faulty.status).toBe(422);
    const sent = await post(`${link}/question`, news);
    expect(sent.location).toBe(`${link}/sent?late=yes`);
    expect((await open(sent.location ?? "")).body).toContain(
      "The council closed its case while you were writing",
    );
    expect(await answers(reference)).toHaveLength(1);
    const officer = await signedIn(db, server, "cme.eastmere");
    expect((await officer.open("/my-work")).body).toContain("Weigh an answer that came after the closing");

    const later = await opened(await askAndClose("Zita"));
    const over = await later.open(`${later.link}/question`);
    expect(over.body).toContain("No answer is needed any more");
    expect(over.body).toContain("Eastmere has closed the case");
    expect(over.body).toContain('href="/concern"');
    expect(over.body).not.toMatch(/Zita|Quillhurst|EA4/);
  });

  test("gives back what was written when the hour of the visit is over, to whoever wrote it, and keeps nothing [E01]", async () => {
    const reference = await ask(await caseAtAddress(db, { forename: "Hob", surname: "Marsh" }));
    const { link, post } = await opened(reference);
    minutesLater(61);
    const lost = await post(`${link}/question`, { ...nothing, note: "They left\nin <May>" });
    expect(lost.status).toBe(410);
    for (const said of [
      "Your answer was not sent",
      "in &lt;May&gt;",
      "Sam Reed, housing officer",
      "Send me another code",
    ])
      expect(lost.body).toContain(said);
    expect(lost.body).not.toContain("Hob");
    expect(await answers(reference)).toEqual([]);
  });
});

async function closes({ caseId }: CaseAtAddress): Promise<void> {
  const call = { viewer: await db.who("cme.eastmere"), act: "close-case", request: "test" } as const;
  await perform(db.keepsight, call, (context) =>
    recordFacts(context, caseId, [{ kind: "case-closed", details: { outcome: "left-area" } }]),
  );
}

async function askAndClose(forename: string): Promise<string> {
  const kase = await caseAtAddress(db, { forename, surname: "Quillhurst" });
  const reference = await ask(kase);
  await closes(kase);
  return reference;
}

describe("a code", () => {
  test("works once, in its ten minutes, for its own link alone [E01]", async () => {
    const one = await ask(await caseAtAddress(db, { forename: "Kit", surname: "Marsh" }));
    const other = await ask(await caseAtAddress(db, { forename: "Kat", surname: "Marsh" }));
    const links = [await lastSecret(one, "question"), await lastSecret(other, "question")];
    const who = visitor();
    for (const link of links) await who.post(`${link}/codes`);
    const code = await lastSecret(one, "answer-code");
    expect((await who.post(`${links[1]}/code`, { code })).status).toBe(
      code === (await lastSecret(other, "answer-code")) ? 303 : 422,
    );
    expect((await who.post(`${links[0]}/code`, { code })).status).toBe(303);
    expect((await visitor().post(`${links[0]}/code`, { code })).status).toBe(422);
    minutesLater(2);
    await who.post(`${links[0]}/codes`);
    const late = await lastSecret(one, "answer-code");
    minutesLater(10);
    expect((await who.post(`${links[0]}/code`, { code: late })).status).toBe(422);
    // The older visit is at its end after an hour.
    minutesLater(60);
    expect((await who.open(`${links[0]}/question`)).location).toBe(links[0]);
  });

  test("may be tried five times, also at once; then the right one is wrong too [E01]", async () => {
    const reference = await ask(await caseAtAddress(db, { forename: "Bru", surname: "Marsh" }));
    const link = await lastSecret(reference, "question");
    await visitor().post(`${link}/codes`);
    const code = await lastSecret(reference, "answer-code");
    const wrong = code === "000000" ? "000001" : "000000";
    const tried = await Promise.all(
      Array.from({ length: 8 }, () => visitor().post(`${link}/code`, { code: wrong })),
    );
    expect(tried.map(({ status }) => status)).toEqual(Array(8).fill(422));
    expect((await visitor().post(`${link}/code`, { code })).status).toBe(422);
    const { rows } = await db.owner.query(
      "select code_tries from answer_links where enquiry_id = (select id from enquiries where reference = $1)",
      [reference],
    );
    expect(rows).toEqual([{ code_tries: 5 }]);
  });

  test("is sent once a minute at most and twenty times in all, and one address asks ten times a minute [E01]", async () => {
    const reference = await ask(await caseAtAddress(db, { forename: "Rae", surname: "Marsh" }));
    const link = await lastSecret(reference, "question");
    const codes = async () =>
      (await emailsAbout(reference)).filter(({ about }) => about === "answer-code").length;
    await visitor().post(`${link}/codes`);
    await visitor().post(`${link}/codes`);
    expect(await codes()).toBe(1);
    for (let turn = 0; turn < 25; turn++) {
      minutesLater(2);
      expect((await visitor().post(`${link}/codes`)).status).toBe(303);
    }
    expect(await codes()).toBe(20);
    const eager = visitor();
    const answered = [];
    for (let turn = 0; turn < 12; turn++)
      answered.push((await eager.post("/answers/made-up/code", { code: "1" })).status);
    expect(answered).toEqual([...Array(10).fill(422), 429, 429]);
  });

  test("is of six digits, is kept as a hash that the link alone can check, and its e-mail keeps none when it has gone [E01]", async () => {
    const reference = await ask(await caseAtAddress(db, { forename: "Hal", surname: "Marsh" }));
    const link = await lastSecret(reference, "question");
    await visitor().post(`${link}/codes`);
    const email = (await emailsAbout(reference)).at(-1);
    expect(email.secret).toMatch(/^\d{6}$/);
    const { rows } = await db.owner.query(
      "select code_hash from answer_links where to_address = $1 and code_hash is not null",
      ["desk@homes.example"],
    );
    const kept = rows.map(({ code_hash }) => code_hash.toString("hex"));
    expect(kept).toContain(hashOfCode(email.secret, link.split("/").at(-1) ?? "").toString("hex"));
    expect(kept).not.toContain(hashOfToken(email.secret).toString("hex"));
    const office = {
      database: db.ownerDatabase,
      settings: { mail: undefined, address: "https://keepsight.example", demonstration: false },
      now: db.keepsight.now,
    };
    await sendEmail(office, { emailId: email.id, lastTry: true });
    expect((await emailsAbout(reference)).at(-1)).toMatchObject({ secret: null, state: "failed" });
  });
});

import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cme1Answers, sendCme1 } from "../../test/support/cme1-answers.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { addPupil } from "../../test/support/pupils.ts";
import { signedIn, unseenIn } from "../../test/support/signed-in.ts";
import { csrfTokenOf } from "../access/sign-in/session.ts";
import { webServer } from "../web/server.ts";

let database: TestDatabase;
let server: FastifyInstance;
beforeAll(async () => {
  database = await testDatabase();
  database.setNow("2026-11-03T10:00:00Z");
  server = await webServer(database.keepsight);
});
afterAll(async () => {
  await server.close();
  await database.end();
});

const as = (name: string) => signedIn(database, server, name);
let count = 0;
const pupil = async (of: Partial<Parameters<typeof addPupil>[1]> = {}) =>
  Number(
    await addPupil(database.owner, {
      forename: "Rosa",
      surname: `Tarnwick${count++}`,
      born: "2016-03-09",
      ...of,
    }),
  );
const contentOf = async (reference: string) =>
  (await database.owner.query("select * from referrals where reference = $1", [reference])).rows[0];

describe("a school reports a leaver", () => {
  test("what the record knows is filled in, and what it lacks is named and asked for [A01] [D01]", async () => {
    const childId = await pupil({ address: "4 Invented Row", postcode: "EA4 7DN", upn: "B801200005001" });
    const school = await as("school.eastmere");
    const { body } = await school.open(`/pupils/${childId}/referral`);
    expect(body).toContain("4 Invented Row, EA4 7DN");
    expect(body).toContain("B801200005001");
    expect(body).toMatch(/Missing from the record:<\/strong> Primary carer, GP/);
    const asked = (await school.open(`/pupils/${childId}/referral/pupil`)).body;
    expect(asked).toContain("Name of the parent or carer");
    expect(asked).not.toContain("Last known address");
  });

  test("the referral is kept as sent, with a reference, the summary and what is still missing [D01] [A01] [A02]", async () => {
    const childId = await pupil();
    const reference = await sendCme1(await as("school.eastmere"), childId);
    expect(reference).toMatch(/^EM-R-\d{6}$/);
    const { form, content, child_id } = await contentOf(reference);
    expect({ form, child: Number(child_id) }).toEqual({ form: "cme1", child: childId });
    expect(content).toMatchObject({ urgent: false, concern: false, missing: ["address"] });
    expect(content.sections[2].rows).toContainEqual({
      asked: "Last day attended",
      answered: "2 October 2026",
    });
    expect(content.sections[4].rows).toContainEqual({
      asked: "Common transfer file",
      answered: "Uploaded with XXXXXXX",
    });
    expect(content.sender).toMatchObject({ phone: "01632 960003", schoolName: "Ashfield Primary School" });
  });

  test("the acknowledgement says what happens next, by when, and not to remove the pupil yet [D01] [C28]", async () => {
    const school = await as("school.eastmere");
    const reference = await sendCme1(school, await pupil());
    const { body } = await school.open(`/my-school/referrals/${reference}?sent`);
    expect(body).toContain("Referral sent");
    expect(body).toContain("decides by 4 November 2026");
    expect(body).toContain("Do not take the pupil off your roll yet");
    expect(body).toContain("A neighbour said Westholme.");
    expect(body).toContain("Received on 3 November 2026.");
  });

  test("a brother or sister at the same address is reported next with what the family shares filled in, and each child's safety asked [D01]", async () => {
    const home = { surname: "Quenlow", address: "7 Invented Row", postcode: "EA4 7DN" };
    const first = await pupil(home);
    const sister = await pupil({ ...home, forename: "Mira", endsOn: "2026-10-09" });
    const neighbour = await pupil({ address: "9 Invented Row", postcode: "EA4 7DN" });
    const school = await as("school.eastmere");
    const reference = await sendCme1(school, first);
    const sent = `/my-school/referrals/${reference}`;
    const { body } = await school.open(`${sent}?sent`);
    expect(body).toContain("Report Mira Quenlow, born 9 March 2016");
    expect(body).not.toContain(`value="${neighbour}"`);
    const siblings = `${sent}/siblings`;
    const begun = await school.send(sent, { sibling: String(sister) }, { action: siblings });
    expect(begun.location).toBe(`/pupils/${sister}/referral/safeguarding`);
    const at = (step: string) => school.open(`/pupils/${sister}/referral/${step}`);
    expect((await at("safeguarding")).body).not.toContain(" checked");
    expect((await at("enquiries")).body).toContain("Mo Carter, attendance officer");
    const leaving = (await at("leaving")).body;
    expect(leaving).toContain("A neighbour said Westholme.");
    // Her own record says when she came off the roll.
    expect(leaving).toMatch(/name="removedOn-day"[^>]*value="9"/);
    expect((await at("check")).body).toContain("Is the pupil safe?");
    const stranger = await school.send(sent, { sibling: String(neighbour) }, { action: siblings });
    expect(stranger.status).toBe(404);
    const twice = await school.send(`/pupils/${sister}/referral/leaving`, { destinationSaid: "Typed since" });
    expect(twice.status).toBe(422);
    await school.send(sent, { sibling: String(sister) }, { action: siblings });
    expect((await at("leaving")).body).toContain("Typed since");
  });

  test("a page that lacks something names each field, and keeps what was typed [D01]", async () => {
    const childId = await pupil();
    const school = await as("school.eastmere");
    const page = `/pupils/${childId}/referral/leaving`;
    const { status, body } = await school.send(page, {
      "lastAttended-day": "2",
      roll: "removed",
      ground: "another-school",
    });
    expect(status).toBe(422);
    expect(body).toContain("The last day attended must include a month and year");
    const { body: next } = await school.send(page, {
      ...cme1Answers["leaving"],
      roll: "removed",
      ground: "another-school",
      destinationSaid: "To an aunt",
    });
    expect(next).toContain("Enter the day on which the pupil was taken off the roll");
    expect(next).toContain("Enter the name of the other school");
    expect(next).toContain("To an aunt");
  });

  test("a pupil cannot come off the roll before the last day attended [D01]", async () => {
    const school = await as("school.eastmere");
    const { status, body } = await school.send(`/pupils/${await pupil()}/referral/leaving`, {
      ...cme1Answers["leaving"],
      roll: "removed",
      "removedOn-day": "1",
      "removedOn-month": "10",
      "removedOn-year": "2026",
    });
    expect(status).toBe(422);
    expect(body).toContain("The day taken off the roll must be the last day attended or later");
  });

  const leavingOf = async (childId: number, fields: Record<string, string>) =>
    (await as("school.eastmere")).send(`/pupils/${childId}/referral/leaving`, {
      ...cme1Answers["leaving"],
      ...fields,
    });

  test("no day that a school tells lies before the pupil was born [D01]", async () => {
    const { status, body } = await leavingOf(await pupil({ born: "2020-03-09" }), {
      "lastAttended-day": "1",
      "lastAttended-month": "1",
      "lastAttended-year": "2010",
    });
    expect(status).toBe(422);
    expect(body).toContain(
      "The last day attended must be on or after the pupil's date of birth, 9 March 2020".replace(
        "'",
        "&#39;",
      ),
    );
  });

  test("a day before the pupil came to the school is a question to confirm [D01]", async () => {
    const childId = await pupil({ startsOn: "2026-10-05" });
    const { status, body } = await leavingOf(childId, {});
    expect(status).toBe(422);
    expect(body).toContain("Correct the last day attended, or confirm it");
    expect(body).toContain("Yes, the pupil attended before the roll has them");
    expect(await leavingOf(childId, { beforeRoll: "confirmed" })).toMatchObject({ status: 303 });
    const { body: usual } = await (await as("school.eastmere")).open(
      `/pupils/${await pupil()}/referral/leaving`,
    );
    expect(usual).not.toContain("attended before the roll");
  });

  test("the leaving day and the state of the roll are filled in from the roll [D01] [A02]", async () => {
    const school = await as("school.eastmere");
    const left = (await school.open(`/pupils/${await pupil({ endsOn: "2026-10-17" })}/referral/leaving`))
      .body;
    for (const name of ["lastAttended", "removedOn"])
      expect(left).toMatch(new RegExp(`id="${name}-day"[^>]*value="17"`));
    expect(left).toMatch(/value="removed" checked/);
    const here = (await school.open(`/pupils/${await pupil()}/referral/leaving`)).body;
    expect(here).toMatch(/value="still-on" checked/);
  });

  test("where form and roll disagree the school is told before it sends, and the officer who decides [D01] [A10]", async () => {
    const childId = await pupil({ endsOn: "2026-10-17" });
    const school = await as("school.eastmere");
    for (const [step, fields] of Object.entries(cme1Answers))
      await school.send(`/pupils/${childId}/referral/${step}`, fields);
    const says = "The form says that the pupil is still on the roll. The roll ended on 17 October 2026.";
    expect((await school.open(`/pupils/${childId}/referral/check`)).body).toContain(says);
    const reference = await sendCme1(school, childId);
    expect((await (await as("cme.eastmere")).open(`/referrals/${reference}`)).body).toContain(says);
    const agreed = await sendCme1(school, await pupil());
    expect((await (await as("cme.eastmere")).open(`/referrals/${agreed}`)).body).not.toContain(
      "Form and roll disagree",
    );
  });

  test("the link that changes a page names it once [D01]", async () => {
    const childId = await pupil();
    const school = await as("school.eastmere");
    await school.send(`/pupils/${childId}/referral/safeguarding`, cme1Answers["safeguarding"] ?? {});
    const { body } = await school.open(`/pupils/${childId}/referral/check`);
    const link = /<a[^>]*referral\/safeguarding\?checking=yes"[^>]*>(.*?)<\/a>/s.exec(
      body.slice(body.indexOf("govuk-summary-card")),
    )?.[1];
    expect(link?.match(/is the pupil safe/gi)).toHaveLength(1);
  });

  test("an answer under another answer that was changed is not sent [D01]", async () => {
    const childId = await pupil();
    const reference = await sendCme1(await as("school.eastmere"), childId, {
      ...cme1Answers,
      safeguarding: { ...cme1Answers["safeguarding"], concernWords: "typed before No was chosen" },
    });
    expect(JSON.stringify((await contentOf(reference)).content)).not.toContain("typed before No was chosen");
  });

  test("nothing can be sent while a page is unfinished [D01]", async () => {
    const childId = await pupil();
    const school = await as("school.eastmere");
    const at = `/pupils/${childId}/referral`;
    await school.send(`${at}/safeguarding`, cme1Answers["safeguarding"] ?? {});
    const { body } = await school.open(`${at}/check`);
    expect(body).toContain("Some pages still want something");
    const unseen = unseenIn((await school.open("/my-school")).body, "/my-school");
    expect(await school.post(at, unseen)).toMatchObject({ status: 303, location: `${at}/check` });
    expect(
      (await database.owner.query("select from referrals where child_id = $1", [childId])).rowCount,
    ).toBe(0);
  });
});

describe("a draft", () => {
  test("is saved as it is typed, waits on My school, is filled in again, and goes when it is sent [D01]", async () => {
    const childId = await pupil({ surname: "Halfway" });
    const school = await as("school.eastmere");
    const page = `/pupils/${childId}/referral/enquiries`;
    const shown = (await school.open(page)).body;
    const draftAt = /data-draft-at="([^"]+)"/.exec(shown)?.[1] ?? "";
    const typed = { ...unseenIn(shown, page), enquirer: "Mo Car", methods: "letter" };
    expect((await school.post(draftAt, typed)).status).toBe(204);
    expect((await school.open("/my-school")).body).toMatch(/half-way through.*Rosa Halfway/s);
    const again = (await school.open(page)).body;
    expect(again).toContain('value="Mo Car"');
    expect(again).toMatch(/value="letter"[^>]* checked/);
    await sendCme1(school, childId);
    expect((await school.open("/my-school")).body).not.toContain(`/pupils/${childId}/referral`);
  });

  test("is nobody else's [D01] [G04]", async () => {
    const childId = await pupil();
    await (await as("school.eastmere")).send(`/pupils/${childId}/referral/enquiries`, {
      enquirer: "Secret Name",
    });
    expect((await (await as("cme.eastmere")).open("/my-school")).status).toBe(403);
    const { rows } = await database.owner.query("select distinct person_id from drafts where form = 'cme1'");
    expect(rows.map(({ person_id }) => Number(person_id))).toEqual([
      (await database.who("school.eastmere")).personId,
    ]);
  });
});

describe("the same referral twice", () => {
  test("by the same form is one referral and the same reference [D01]", async () => {
    const childId = await pupil();
    const school = await as("school.eastmere");
    const at = `/pupils/${childId}/referral`;
    for (const [step, fields] of Object.entries(cme1Answers)) await school.send(`${at}/${step}`, fields);
    const unseen = unseenIn((await school.open(`${at}/check`)).body, at);
    const [first, second] = await Promise.all([school.post(at, unseen), school.post(at, unseen)]);
    expect(second).toEqual(first);
    expect(first.location).toMatch(/EM-R-\d{6}\?sent$/);
    expect(
      (await database.owner.query("select from referrals where child_id = $1", [childId])).rowCount,
    ).toBe(1);
  });

  test("by another form leads to the one that waits [D01]", async () => {
    const childId = await pupil();
    const school = await as("school.eastmere");
    const reference = await sendCme1(school, childId);
    expect(await sendCme1(school, childId)).toBe(reference);
    expect((await school.open(`/pupils/${childId}/referral`)).body).toContain(
      "You reported this pupil already",
    );
  });

  test("by a form that was kept when the session ran out is sent once after signing in [D01]", async () => {
    const childId = await pupil();
    const school = await as("school.eastmere");
    const at = `/pupils/${childId}/referral`;
    for (const [step, fields] of Object.entries(cme1Answers)) await school.send(`${at}/${step}`, fields);
    const unseen = unseenIn((await school.open(`${at}/check`)).body, at);
    await database.owner.query("update sessions set last_seen_at = last_seen_at - interval '1 day'");
    const { location } = await school.post(at, unseen);
    expect(location).toContain("/sign-in");
    const back = await as("school.eastmere");
    const kept = `/unsent?form=${encodeURIComponent(at)}`;
    const sent = await back.send(kept, {}, { action: at });
    expect(sent.location).toMatch(/EM-R-\d{6}\?sent$/);
    expect(
      (await database.owner.query("select from referrals where child_id = $1", [childId])).rowCount,
    ).toBe(1);
  });

  test("after signing out in another tab is said not to be saved, and is not [D01]", async () => {
    const childId = await pupil();
    const at = `/pupils/${childId}/referral`;
    const unseen = unseenIn((await (await as("school.eastmere")).open(`${at}/check`)).body, at);
    const { headers } = await server.inject({
      ...{ method: "POST", url: at, payload: new URLSearchParams({ _csrf: "gone", ...unseen }).toString() },
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    const back = decodeURIComponent(String(headers.location).replace("/sign-in?return=", ""));
    expect((await (await as("school.eastmere")).open(back)).body).toContain("Your form was not saved");
    expect(
      (await database.owner.query("select from referrals where child_id = $1", [childId])).rowCount,
    ).toBe(0);
  });

  test("by a page that stood open while its sender signed in again in another tab is not lost [D01]", async () => {
    const childId = await pupil();
    const at = `/pupils/${childId}/referral/leaving`;
    const typed = { destinationSaid: "To an aunt in Hull" };
    const before = await as("school.eastmere");
    const unseen = unseenIn((await before.open(at)).body, at);
    // The page carries the token of a session that has ended since; the cookie is of the new one.
    await database.owner.query(
      "update sessions set ended_at = now(), csrf_secret = 'former' where ended_at is null",
    );
    const former = { ...unseen, _csrf: csrfTokenOf("former"), ...typed };
    const school = await as("school.eastmere");
    const kept = `/unsent?form=${encodeURIComponent(at)}`;
    expect(await school.post(at, former)).toMatchObject({ status: 303, location: kept });
    const sent = await school.send(kept, {}, { action: at });
    expect(sent.body).toContain("To an aunt in Hull");

    // Nobody else's session will do, nor one of long ago.
    const other = await as("school.westholme");
    expect((await other.post("/drafts/cme1/1.leaving", former)).status).toBe(403);
    await database.owner.query(
      "update sessions set started_at = started_at - interval '8 days' where csrf_secret = 'former'",
    );
    expect((await school.post(at, former)).status).toBe(403);
  });
});

describe("My school", () => {
  test("shows first the leavers without a confirmed destination, until they are reported [D01]", async () => {
    const childId = await pupil({ surname: "Vanished", endsOn: "2026-10-02" });
    const school = await as("school.eastmere");
    const before = (await school.open("/my-school")).body;
    expect(before).toMatch(/without a confirmed destination.*Rosa Vanished/s);
    expect(before).toContain("4 weeks and 4 days");
    const reference = await sendCme1(school, childId);
    const { body } = await school.open("/my-school");
    expect(body.indexOf("Vanished")).toBeGreaterThan(body.indexOf("What has become of your referrals"));
    expect(body).toMatch(new RegExp(`${reference}.*Rosa Vanished.*Waiting for a decision.*Received on`, "s"));
  });

  test("says of a leaver with an open case that the authority is looking already [D01] [G02]", async () => {
    const childId = await pupil({ surname: "Sought", endsOn: "2026-10-02" });
    const school = await as("school.eastmere");
    expect((await school.open("/my-school")).body).toContain(`/pupils/${childId}/referral`);
    await database.owner.query(
      `insert into cases (reference, authority_id, child_id, school_id, reason, procedure, procedure_version, opened_at, opened_by)
       select 'EM-C-900001', authority_id, id, school_id, 'left-destination-unknown', 'norfolk', '1', '2026-11-03T09:00Z',
         (select id from people where subject = 'cme.eastmere') from children where id = $1`,
      [childId],
    );
    const { body } = await school.open("/my-school");
    expect(body).toMatch(/Rosa Sought.*The authority is looking already/s);
    expect(body).not.toContain(`/pupils/${childId}/referral`);
    expect(body).not.toContain("EM-C-900001");
    const known = await database.owner.query("select pupils_sought(array(select id from schools))");
    expect(known.rowCount).toBe(0);
  });

  test("says first what procedures ask of the school for its own pupils, and where it is done [C17] [G02]", async () => {
    const owing = await caseOwing(await pupil({ surname: "Owing", endsOn: "2026-10-02" }), "EM-C-900002");
    await owing("send-records", "2026-10-09T22:59:59.999Z", "The law asks for it.");
    await owing("send-records", "2026-10-12T22:59:59.999Z", "The authority asks for it.", "send-again");
    await owing("contact-family", "2026-12-01T23:59:59.999Z");
    await owing("tell-agency", "2026-12-01T23:59:59.999Z");
    const school = await as("school.eastmere");
    const { body } = await school.open("/my-school");
    expect(body).toMatch(
      /Your school owes 4 steps<\/strong>, of which 2 are late\..*Send \d+ new pupil return/s,
    );
    expect(body).toMatch(
      /href="\/transfer-files"[^>]*>Send the child.s records.*Rosa Owing.*working days late.*The law asks.*The authority asks/s,
    );
    expect(body).toContain('href="/my-school/steps/EM-C-900002/family-contact-tried">Contact the family');
    expect(body).toMatch(/Tell an agency<\/strong>, and tell the officer when it is done/);
    expect(body.indexOf("Your school owes")).toBeLessThan(body.indexOf("without a confirmed destination"));
    expect((await (await as("school2.eastmere")).open("/my-school")).body).not.toContain("Owing");
  });

  test("hides from a school a step that is held, and every step of a restricted child [E05] [G04]", async () => {
    const childId = await pupil({ surname: "Hushed", endsOn: "2026-10-02" });
    const owing = await caseOwing(childId, "EM-C-900003");
    await owing("contact-family", "2026-12-01T23:59:59.999Z");
    const school = await as("school.eastmere");
    // A step that is done from here names the child twice: in its link, and beside it.
    const namesOfChild = async () =>
      (await school.open("/my-school")).body
        .match(/What your school owes.*?<\/table>/s)?.[0]
        .match(/Rosa Hushed/g)?.length;
    expect(await namesOfChild()).toBe(2);
    await database.owner.query(
      `insert into child_flags (child_id, flag, raised, source, made_at, made_by)
       select $1, 'forced-marriage', true, 'a test', now(), id from people where subject = 'safeguarding.eastmere'`,
      [childId],
    );
    expect(await namesOfChild()).toBeUndefined();
    await owing("send-records", "2026-12-02T23:59:59.999Z");
    expect(await namesOfChild()).toBe(2);
    await database.owner.query("update children set restricted = true where id = $1", [childId]);
    expect(await namesOfChild()).toBeUndefined();
  });

  test("shows a pupil whose referral is half-way among the half-way ones alone [D01]", async () => {
    const childId = await pupil({ surname: "Begun", endsOn: "2026-10-02" });
    const school = await as("school.eastmere");
    await school.send(`/pupils/${childId}/referral/safeguarding`, { concern: "no" });
    const { body } = await school.open("/my-school");
    expect(body.split(`/pupils/${childId}/referral`)).toHaveLength(2);
    expect(body).toMatch(/half-way through.*Rosa Begun/s);
  });

  test("gives the day of what was told once [G02]", async () => {
    const school = await as("school.eastmere");
    const reference = await sendCme1(school, await pupil({ surname: "Oncetold" }));
    const row = (await school.open("/my-school")).body.split(reference).at(-1)?.split("</tr>")[0];
    expect(row?.match(/3 November 2026/g)).toHaveLength(1);
  });

  test("leaves out leavers whose destination is known [D01]", async () => {
    const childId = await pupil({ surname: "Settled", endsOn: "2026-10-02" });
    await database.owner.query(
      `insert into provisions (child_id, kind, school_id, from_on, until_on, destination, source, made_at, made_by, replaces)
       select child_id, kind, school_id, from_on, until_on, '9982001', source, now(), made_by, id from provisions where child_id = $1`,
      [childId],
    );
    expect((await (await as("school.eastmere")).open("/my-school")).body).not.toContain("Settled");
  });

  test.each(["sea", "Seagrave Tom", "o'malley", "B801200005001", "7/7/2015"])(
    "finds an own pupil by %s, and no name stands in the address [G04]",
    async (sought) => {
      const of = {
        forename: "Tom",
        surname: "Seagrave",
        otherSurname: "O'Malley",
        born: "2015-07-07",
        upn: "B801200005001",
      };
      if (sought === "sea") await pupil(of);
      const school = await as("school.eastmere");
      const { location } = await school.send("/my-school", { sought });
      expect(location).not.toMatch(/sea|malley/i);
      expect((await school.open(location?.split("#")[0] ?? "")).body).toContain("Tom Seagrave");
      const other = await as("school2.eastmere");
      const { location: elsewhere } = await other.send("/my-school", { sought });
      expect((await other.open(elsewhere?.split("#")[0] ?? "")).body).not.toContain("Tom Seagrave");
    },
  );

  test("another school's pupil and referral do not exist, and an officer cannot send a school's referral [G04]", async () => {
    const childId = await pupil();
    const reference = await sendCme1(await as("school.eastmere"), childId);
    const other = await as("school2.eastmere");
    for (const path of [
      `/pupils/${childId}/referral`,
      `/pupils/${childId}/referral/leaving`,
      `/my-school/referrals/${reference}`,
    ])
      expect((await other.open(path)).status).toBe(404);
    const unseen = unseenIn((await other.open("/my-school")).body, "/my-school");
    expect((await other.post(`/pupils/${childId}/referral/leaving`, unseen)).status).toBe(404);
    expect((await (await as("cme.eastmere")).open(`/pupils/${childId}/referral`)).status).toBe(403);
  });

  test("a restricted pupil does not exist for the school either [G04]", async () => {
    const childId = await pupil({ restricted: true });
    expect((await (await as("school.eastmere")).open(`/pupils/${childId}/referral`)).status).toBe(404);
  });
});

/** An open case of a school's pupil, and how to owe a step of the school in it. */
async function caseOwing(childId: number, reference: string) {
  await database.owner.query(
    `insert into cases (reference, authority_id, child_id, school_id, reason, procedure, procedure_version, opened_at, opened_by)
     select $2, authority_id, id, school_id, 'left-destination-unknown', 'norfolk', '1', '2026-11-03T09:00Z',
       (select id from people where subject = 'cme.eastmere') from children where id = $1`,
    [childId, reference],
  );
  return (act: string, dueAt: string, asks = "Synthetic step.", obligation = act) =>
    database.owner.query(
      `insert into obligations (case_id, authority_id, area_id, restricted, procedure, version, obligation, started_by, clause, asks, role,
         act, state, started_at, due_at, why, late_tell)
       select id, authority_id, area_id, restricted, 'norfolk', '1', $5, 1, 'N0', $4, 'school-attendance-officer', $2, 'open',
         opened_at, $3, '', 'cme-officer' from cases where reference = $1`,
      [reference, act, dueAt, asks, obligation],
    );
}

import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { lookAt } from "../../test/support/look-at.ts";
import { addPupil } from "../../test/support/pupils.ts";
import { type SignedIn, signedIn, unseenIn } from "../../test/support/signed-in.ts";
import { addressOf } from "../../test/support/site.ts";
import { type FilePupil, transferFile } from "../../test/support/transfer-file.ts";
import { recordFacts } from "../cases/index.ts";
import { upnWith } from "../children/index.ts";
import { perform } from "../context.ts";
import { webServer } from "../web/server.ts";
import { findLostPupils } from "./find-lost-pupils.ts";

let db: TestDatabase;
let server: FastifyInstance;
beforeAll(async () => {
  db = await testDatabase();
  db.setNow("2026-11-29T10:00:00Z");
  server = await webServer(db.keepsight);
});
afterAll(async () => {
  await server.close();
  await db.end();
});

const as = (who: string) => signedIn(db, server, who);
const rows = async (text: string, values: unknown[] = []) => (await db.owner.query(text, values)).rows;
const searchAgain = () => findLostPupils(db.keepsight, db.ownerDatabase);

/** Sends a file by the form of a page. */
async function send(
  person: SignedIn,
  page: "/transfer-files" | "/lost-pupils",
  content: string,
  { name = "9972001_CTF_XXXXXXX_001.xml", ...fields }: Record<string, string> = {},
) {
  const form = { ...unseenIn((await person.open(page)).body, page), came: "left", ...fields };
  const parts = Object.entries(form).map(
    ([field, value]) => `--edge\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`,
  );
  const file = `--edge\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n${content}\r\n--edge--\r\n`;
  const { statusCode, body, headers } = await server.inject({
    method: "POST",
    url: page,
    cookies: { keepsight: person.token },
    payload: parts.join("") + file,
    headers: { "content-type": "multipart/form-data; boundary=edge" },
  });
  return { status: statusCode, body, location: headers.location };
}

let pupils = 0;
/** A pupil's file in Eastmere's store, sent by Ashfield Primary School. Answers its reference. */
async function stored(pupil: FilePupil): Promise<string> {
  const sent = await send(await as("school.eastmere"), "/transfer-files", transferFile({ pupils: [pupil] }));
  expect(sent.status, sent.body).toBe(303);
  const [{ reference }] = await rows("select reference from lost_pupils order by id desc limit 1");
  return reference;
}
/** A surname and UPN that nobody else here has. */
function somebody(): { surname: string; upn: string } {
  const upns = ["B801200005001", "R674123101121", "Z926200124001", "F931400024017"];
  const at = pupils++;
  return {
    surname: `Lostborne${String.fromCharCode(97 + at)}${String.fromCharCode(122 - at)}`,
    upn: upns[at] ?? "",
  };
}
const moved = (reference: string) => `/lost-pupils/${reference}`;

describe("a school puts a pupil's file into the store", () => {
  test("and it is kept byte by byte, waiting, in its authority's store alone [F05 partly] [F07]", async () => {
    const content = transferFile({ pupils: [{ surname: "O'Wait", upn: "" }] });
    const sent = await send(await as("school.eastmere"), "/transfer-files", content);
    expect(sent.status, sent.body).toBe(303);
    const [kept] = await rows(
      "select reference, content, came, destination from lost_pupils order by id desc limit 1",
    );
    expect([String(kept.content), kept.came, kept.destination]).toEqual([content, "left", "XXXXXXX"]);
    expect((await (await as("cme.eastmere")).open("/lost-pupils")).body).toContain("Orla O'Wait");
    expect((await (await as("cme.westholme")).open("/lost-pupils")).body).not.toContain("O'Wait");
    expect((await (await as("cme.westholme")).open(moved(kept.reference))).status).toBe(404);
    expect((await (await as("school2.eastmere")).open("/transfer-files")).body).not.toContain("O'Wait");
  });

  test("a file that another school refused is addressed to XXXXXXX, and the child counts as missing [F05 partly]", async () => {
    const { surname, upn } = somebody();
    const refused = transferFile({
      destination: "9972002",
      pupils: [{ surname, upn, more: "<Hobby>Chess</Hobby>" }],
    });
    const name = "9972001_CTF_9972002_004.xml";
    const school = await as("school.eastmere");
    const unsaid = await send(school, "/transfer-files", refused, { name });
    expect([unsaid.status, unsaid.body.includes("If that school refused it, say so")]).toEqual([422, true]);
    expect((await send(school, "/transfer-files", refused, { name, came: "rejected" })).status).toBe(303);
    const [kept] = await rows("select came, file_name, content from lost_pupils where upn = $1", [upn]);
    expect([kept.came, kept.file_name]).toEqual(["rejected", "9972001_CTF_XXXXXXX_004.xml"]);
    expect(String(kept.content)).toContain("<LEA>XXX</LEA>");
    expect(String(kept.content)).toContain("<Hobby>Chess</Hobby>");
  });

  test.each([
    [
      "a name that lies",
      transferFile(),
      { name: "9972002_CTF_XXXXXXX_001.xml" },
      "says that it comes from 9972002",
    ],
    ["two pupils", transferFile({ pupils: [{}, { forename: "Bram" }] }), {}, "has one pupil, and this has 2"],
    [
      "another school's pupil",
      transferFile({ source: "9972002" }),
      { name: "9972002_CTF_XXXXXXX_001.xml" },
      "Only your own school",
    ],
    [
      "an entity bomb",
      '<!DOCTYPE a [<!ENTITY a "ha">]><CTfile>&a;</CTfile>',
      {},
      "document type or entities",
    ],
    ["words", "Orla Windle left", {}, "XML"],
    ["no file", "", { name: "" }, "Choose the file"],
  ])(
    "%s is refused with its reason, and nothing is stored [F04] [F05 partly]",
    async (_what, content, fields, says) => {
      const [{ count: before }] = await rows("select count(*)::int from lost_pupils");
      const sent = await send(await as("school.eastmere"), "/transfer-files", content, fields);
      expect([sent.status, sent.body.includes(says)], sent.body).toEqual([422, true]);
      if (sent.body.includes("Line "))
        expect(sent.body).toMatch(/(is damaged, or is no|is missing or wrong).*Line /s);
      expect(await rows("select count(*)::int from lost_pupils")).toEqual([{ count: before }]);
    },
  );

  test("the same pupil's file twice is kept once [F05 partly]", async () => {
    const who = somebody();
    const reference = await stored(who);
    const again = await send(
      await as("school.eastmere"),
      "/transfer-files",
      transferFile({ pupils: [{ ...who, forename: "Orlagh" }] }),
    );
    expect([again.status, again.body.includes(`waits in the store already, as ${reference}`)]).toEqual([
      422,
      true,
    ]);
  });

  test("or has one made from what is on record, to XXXXXXX or MMMMMMM [F04] [F05 partly]", async () => {
    const childId = await addPupil(db.owner, {
      ...{
        forename: "Ewa",
        surname: "Madeby",
        otherSurname: "Maiden",
        born: "2015-04-01",
        sex: "F",
        address: "1 Sea Lane, Eastmere",
        postcode: "EA4 7DN",
      },
      ...{ startsOn: "2024-09-03", endsOn: "2026-11-02" },
    });
    const school = await as("school.eastmere");
    const made = await school.send(
      "/transfer-files",
      { leaver: String(childId), destination: "MMMMMMM" },
      { action: "/transfer-files/made" },
    );
    expect(made.status, made.body).toBe(303);
    const [kept] = await rows("select file_name, content, upn from lost_pupils order by id desc limit 1");
    expect(kept.file_name).toBe("9972001_CTF_MMMMMMM_001.xml");
    expect(String(kept.content)).toContain("<FormerSurname>Maiden</FormerSurname>");
    expect(String(kept.content)).toContain("<AddressLine1>1 Sea Lane</AddressLine1>");
  });
});

describe("the officer searches the store", () => {
  test("by former name, date of birth and sex, with no name in any address, and is told why [F05 partly]", async () => {
    const reference = await stored({
      ...{ upn: "", forename: "Ilse", surname: "Nowell", born: "2014-05-06" },
      more: "<BasicDetails><FormerSurname>Thenwell</FormerSurname></BasicDetails>",
    });
    const officer = await as("cme.eastmere");
    const fields = {
      surname: "Thenwell",
      forename: "Ilse",
      sex: "F",
      "born-day": "6",
      "born-month": "5",
      "born-year": "2014",
    };
    const asked = await officer.send("/lost-pupils", fields, { action: "/lost-pupils/search" });
    expect(asked.location).toMatch(/^\/lost-pupils\?found=[0-9a-f-]+#search$/);
    const { body } = await officer.open(asked.location?.replace("#search", "") ?? "");
    expect(body).toContain("1 file that may be of this child");
    expect(body).toContain(reference);
    expect(body).toContain("Former or other surname the same");
    const nobody = await officer.send(
      "/lost-pupils",
      { surname: "Nonesuch" },
      { action: "/lost-pupils/search" },
    );
    expect((await officer.open(nobody.location?.replace("#search", "") ?? "")).body).toContain(
      "No file here is of such a child",
    );
  });
});

describe("a child whose file waits comes to a roll anywhere", () => {
  test("both sides are told, the file is asked for by itself, and the new school saves it once it is handed over [F05 partly] [F06]", async () => {
    const { surname, upn } = somebody();
    const reference = await stored({ surname, upn });
    await addPupil(db.owner, {
      ...{
        authority: "Westholme",
        school: "Ridgeway School",
        forename: "Orla",
        surname,
        born: "2016-02-29",
        sex: "F",
        upn,
        startsOn: "2026-11-20",
      },
    });
    expect(await searchAgain()).toBe(1);
    expect(await searchAgain()).toBe(0);
    const keeper = await as("cme.eastmere");
    expect((await keeper.open("/lost-pupils?standing=found")).body).toContain(reference);
    const { body } = await keeper.open(moved(reference));
    expect(body).toContain("On the roll of Ridgeway School, Westholme, since 20 November 2026.");
    expect((await (await as("cme.westholme")).open("/lost-pupils")).body).toMatch(
      new RegExp(`${surname}[\\s\\S]*Eastmere, which has been told`),
    );
    const school = await as("school2.westholme");
    const page = (await school.open("/transfer-files")).body;
    expect(page).toContain("Keepsight, which found a file");
    expect(page).not.toContain(reference);
    expect(
      (await school.post(`/transfer-files/${reference}/file`, unseenIn(page, "/transfer-files"))).status,
    ).toBe(404);

    const [{ id }] = await rows(
      "select m.id from lost_pupil_matches m join lost_pupils f on f.id = m.lost_pupil_id where f.upn = $1",
      [upn],
    );
    const over = await keeper.send(
      moved(reference),
      { to: `match-${id}` },
      { action: `${moved(reference)}/handing-over` },
    );
    expect(over.status, over.body).toBe(303);
    const mine = (await school.open("/transfer-files")).body;
    expect(mine).toContain(reference);
    expect(mine).toContain("It is here");
    const saved = await school.send("/transfer-files", {}, { action: `/transfer-files/${reference}/file` });
    expect([saved.status, saved.body.includes(upn)]).toEqual([200, true]);
    expect(
      (
        await rows(
          "select step from lost_pupil_steps s join lost_pupils f on f.id = lost_pupil_id where f.upn = $1 order by s.id",
          [upn],
        )
      ).map(({ step }) => step),
    ).toEqual(["handed-over", "taken"]);
  });

  test("a file is saved and never opened: as an attachment, with a policy that runs nothing [F05 partly]", async () => {
    const reference = await stored({ upn: "", surname: "Saveonly" });
    const officer = await as("cme.eastmere");
    const form = unseenIn((await officer.open(moved(reference))).body, `${moved(reference)}/file`);
    const { headers, statusCode } = await server.inject({
      method: "POST",
      url: `${moved(reference)}/file`,
      cookies: { keepsight: officer.token },
      payload: new URLSearchParams(form).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    expect(statusCode).toBe(200);
    expect(headers["content-disposition"]).toBe('attachment; filename="9972001_CTF_XXXXXXX_001.xml"');
    expect(headers["content-security-policy"]).toContain("sandbox");
    // What is kept with the sent form, so that it acts once, holds nothing of the file.
    expect(JSON.stringify(await rows("select answer from sent_forms"))).not.toContain("Saveonly");
  });

  test("a twin, a namesake born on another day, and a restricted child are not told of [F05 partly] [G04]", async () => {
    const { surname } = somebody();
    await stored({ surname, upn: "" });
    const of = {
      authority: "Westholme",
      school: "Ridgeway School",
      surname,
      sex: "F",
      startsOn: "2026-11-20",
    };
    await addPupil(db.owner, { ...of, forename: "Nora", born: "2016-02-29" });
    await addPupil(db.owner, { ...of, forename: "Orla", born: "2012-07-17" });
    await addPupil(db.owner, { ...of, forename: "Orla", born: "2016-02-29", restricted: true });
    expect(await searchAgain()).toBe(0);
  });

  test("is not this child when the officer says so: the school no longer hopes, and the file waits on [F05 partly] [F07]", async () => {
    const surname = "Otherchild";
    const reference = await stored({ surname, upn: "" });
    await addPupil(db.owner, {
      school: "Larkmere Primary School",
      forename: "Orla",
      surname,
      born: "2016-02-29",
      sex: "F",
      startsOn: "2026-11-10",
    });
    expect(await searchAgain()).toBe(1);
    const officer = await as("cme.eastmere");
    const [{ id }] = await rows("select max(id) as id from lost_pupil_matches");
    const action = `${moved(reference)}/not-the-child`;
    const said = await officer.send(
      moved(reference),
      { match: String(id), why: "The school knows her parents." },
      { action },
    );
    expect(said.status, said.body).toBe(303);
    const { body } = await officer.open(moved(reference));
    expect(body).toContain("The program goes on looking");
    expect(body).toContain("A pupil who was found is not this child: The school knows her parents.");
    expect((await (await as("school2.eastmere")).open("/transfer-files")).body).not.toContain(
      "A file may wait for these pupils",
    );
    expect(await searchAgain()).toBe(0);
  });
});

describe("a new pupil's file did not come", () => {
  test("the school asks, once, and the officer reads it beside the store [F06]", async () => {
    const childId = await addPupil(db.owner, {
      forename: "Newt",
      surname: "Arrivale",
      startsOn: "2026-11-16",
    });
    const school = await as("school.eastmere");
    const action = "/transfer-files/requests";
    const ask = async (pupil: number | null) => {
      const unseen = unseenIn((await school.open("/transfer-files")).body, "/transfer-files");
      return (await school.post(action, { ...unseen, pupil: String(pupil) })).status;
    };
    expect([await ask(childId), await ask(childId)]).toEqual([303, 303]);
    expect(
      await rows("select count(*)::int from transfer_file_requests where child_id = $1", [childId]),
    ).toEqual([{ count: 1 }]);
    expect((await (await as("cme.eastmere")).open("/lost-pupils")).body).toMatch(
      /Newt Arrivale[\s\S]*Search for it/,
    );
    const elsewhere = await addPupil(db.owner, {
      forename: "Far",
      surname: "Arrivale",
      school: "Larkmere Primary School",
    });
    expect(await ask(elsewhere)).toBe(404);
  });
});

describe("the open case of the child", () => {
  const kinds = async (caseId: number) =>
    (
      await rows(
        "select kind, details ->> 'to' as to from case_facts where case_id = $1 and kind in ('records-sent', 'records-rejected', 'pupil-admitted', 'agency-told') order by id",
        [caseId],
      )
    ).map(({ kind, to }) => (to ? `${kind} ${to}` : kind));

  test("is told where the file went, whoever sent it, and asks the CME officer for the new pupil's [F05 partly] [F06]", async () => {
    const kase = await caseAtAddress(db, { forename: "Orla", surname: "Ofcase" });
    db.setNow("2026-11-29T10:00:00Z");
    const made = upnWith("801", "2000", "05", "015");
    await db.owner.query(
      "update children set upn = $2, date_of_birth = '2016-02-29', sex = 'F' where id = $1",
      [kase.childId, made],
    );
    const reference = await stored({ surname: "Ofcase", upn: made });
    expect(await kinds(kase.caseId)).toEqual(["records-sent lost-pupils"]);
    await addPupil(db.owner, {
      school: "Larkmere Primary School",
      forename: "Orla",
      surname: "Ofcase",
      born: "2016-02-29",
      sex: "F",
      upn: made,
      startsOn: "2026-11-20",
      childId: kase.childId,
    });
    expect(await searchAgain()).toBe(1);
    expect(await kinds(kase.caseId)).toEqual(["records-sent lost-pupils", "pupil-admitted", "agency-told"]);
    const [{ id }] = await rows("select max(id) as id from lost_pupil_matches");
    const action = `${moved(reference)}/handing-over`;
    await (await as("cme.eastmere")).send(moved(reference), { to: `match-${id}` }, { action });
    expect((await kinds(kase.caseId)).at(-1)).toBe("records-sent new-school");
  });
});

describe("a case that has closed because the child is at another school", () => {
  test("owes the sending of the records until the file is handed over to that school, which it is told too [G07] [F07]", async () => {
    const kase = await caseAtAddress(db, { forename: "Una", surname: "Ofclosed" });
    db.setNow("2026-11-29T10:00:00Z");
    const upn = upnWith("801", "2000", "06", "016");
    await db.owner.query("update children set upn = $2 where id = $1", [kase.childId, upn]);
    const reference = await stored({ surname: "Ofclosed", upn });
    const viewer = await db.who("cme.eastmere");
    await perform(db.keepsight, { viewer, act: "work-case", request: "test" }, (context) =>
      recordFacts(context, kase.caseId, [
        { kind: "removed-from-roll", details: { schoolName: "Ashfield Primary School", ground: "" } },
        { kind: "case-closed", details: { outcome: "on-roll" } },
      ]),
    );
    const owed = async () =>
      (
        await rows(
          "select state from obligations where case_id = $1 and obligation = 'send-file-to-new-school'",
          [kase.caseId],
        )
      ).map(({ state }) => state);
    expect(await owed()).toEqual(["open"]);
    db.setNow("2026-11-29T11:00:00Z");
    const action = `${moved(reference)}/handing-over`;
    const handed = await (await as("cme.eastmere")).send(
      moved(reference),
      { to: "outside", outside: "To its new school, by School to School" },
      { action },
    );
    expect(handed.status, handed.body).toBe(303);
    expect(await owed()).toEqual(["met"]);
  });
});

describe("a file is deleted when the child is found", () => {
  const secret = "Fluting";
  const remains = async () =>
    (
      await rows(
        `select count(*)::int as n from lost_pupils where position(convert_to($1, 'UTF8') in content) > 0 or lost_pupils::text like '%' || $1 || '%'`,
        [secret],
      )
    )[0].n;
  const deletion = (reference: string, fields: Record<string, string>) => async (who: string) =>
    (await as(who)).post(`${moved(reference)}/deletion`, {
      ...unseenIn((await (await as(who)).open("/lost-pupils")).body, "/lost-pupils"),
      ...fields,
    });

  test("once the new school has saved it: the bytes and what was read out of them are gone, and the ledger says so [F05] [F07]", async () => {
    const surname = "Foundagain";
    const reference = await stored({ surname, upn: "", more: `<Hobby>${secret}</Hobby>` });
    const keeper = await as("cme.eastmere");
    const remove = deletion(reference, { arrival: "Larkmere told us." });
    expect((await remove("cme.eastmere")).status).toBe(422);
    await keeper.send(
      moved(reference),
      { to: "school", laestab: "9972002" },
      { action: `${moved(reference)}/handing-over` },
    );
    expect((await keeper.open(moved(reference))).body).toContain("can be deleted here once");
    const early = await remove("cme.eastmere");
    expect([early.status, early.body.includes("has not arrived yet"), await remains()]).toEqual([
      422,
      true,
      1,
    ]);
    const school = await as("school2.eastmere");
    await school.send("/transfer-files", {}, { action: `/transfer-files/${reference}/file` });
    expect((await keeper.open("/lost-pupils")).body).toMatch(/files? ha(s|ve) arrived where the child is/);
    expect((await deletion(reference, {})("cme.eastmere")).status).toBe(422);
    expect((await remove("cme.westholme")).status).toBe(404);
    expect((await remove("school2.eastmere")).status).toBe(403);
    expect(await remains()).toBe(1);
    expect((await remove("cme.eastmere")).status).toBe(303);
    expect(await remains()).toBe(0);
    const [kept] = await rows(
      "select content, sha256, date_of_birth, sex, upn, postcode, surname, surname_key from lost_pupils where reference = $1",
      [reference],
    );
    expect(kept).toEqual({
      ...{ content: null, sha256: null, date_of_birth: null, sex: null, upn: null, postcode: null },
      ...{ surname, surname_key: "" },
    });
    const page = (await keeper.open(moved(reference))).body;
    expect(page).toContain("Deleted: Larkmere told us.");
    expect(page).toContain("Handed over to Larkmere Primary School.");
    expect(page).not.toContain("Save the file");
    expect(page).not.toContain("Have the file wait again");
    const form = (await school.open("/transfer-files")).body;
    expect(form).not.toContain(reference);
    const again = `/transfer-files/${reference}/file`;
    expect((await school.post(again, unseenIn(form, "/transfer-files"))).status).toBe(404);
    expect((await remove("cme.eastmere")).status).toBe(422);
    expect(
      await rows(
        "select details ->> 'reference' as reference from audit_entries where act = 'deleted a lost pupil''s file'",
      ),
    ).toEqual([{ reference }]);
    await expect(
      db.owner.query("update lost_pupils set content = '' where reference = $1", [reference]),
    ).rejects.toThrow("never changed or deleted");
  });
});

describe("what was kept stays kept", () => {
  test("a withdrawn file can wait again, each with its reason, and nothing of it is changed or deleted [F05 partly] [F07] [G03]", async () => {
    const reference = await stored({ surname: "Keptalways", upn: "" });
    const officer = await as("cme.eastmere");
    const at = moved(reference);
    const bare = await officer.send(at, {}, { action: `${at}/withdrawal` });
    expect([bare.status, bare.body.includes("Enter why")], bare.body).toEqual([422, true]);
    expect((await officer.send(at, { why: "Sent twice." }, { action: `${at}/withdrawal` })).status).toBe(303);
    const late = await officer.send(
      at,
      { to: "outside", outside: "By post" },
      { action: `${at}/handing-over` },
    );
    expect([
      late.status,
      late.body.includes("Somebody has moved this file meanwhile") || late.status === 403,
    ]).toEqual([late.status, true]);
    expect((await officer.send(at, { why: "It was not." }, { action: `${at}/waiting` })).status).toBe(303);
    const { body } = await officer.open(at);
    expect(body).toContain("Waits again: It was not.");
    expect(body).toContain("Hand the file over to");
    for (const table of ["lost_pupils", "lost_pupil_steps", "lost_pupil_matches", "transfer_file_requests"])
      await expect(db.owner.query(`truncate ${table} cascade`), table).rejects.toThrow(
        "never changed or deleted",
      );
  });

  test("an officer brings a file from School to School by hand, and is warned before it lets its copy go [F05 partly] [F07]", async () => {
    const officer = await as("cme.eastmere");
    const content = transferFile({ source: "9989999", pupils: [{ surname: "Fromafar", upn: "" }] });
    const day = { "agesOut-day": "20", "agesOut-month": "12", "agesOut-year": "2026" };
    const sent = await send(officer, "/lost-pupils", content, {
      name: "9989999_CTF_XXXXXXX_001.xml",
      came: "s2s",
      ...day,
    });
    expect(sent.status, sent.body).toBe(303);
    const { body } = await officer.open("/lost-pupils");
    expect(body).toContain("School to School lets 1 file go by 29 December 2026");
    expect(body).toContain("School to School lets it go on 20 Dec 2026");
  });

  test("the store is a CSV file with the UPN as text, and each who takes it is on record [F05 partly]", async () => {
    await stored({ surname: "=HYPERLINK(1)", upn: "" });
    const { body } = await (await as("cme.eastmere")).open("/lost-pupils.csv");
    expect(body).toContain("'=HYPERLINK(1)");
    expect(body.split("\r\n")[0]).toContain("File,State,Handed over to,UPN,Surname");
    expect(
      (await rows("select from audit_entries where act = 'took lost pupils as a file'")).length,
    ).toBeGreaterThan(0);
    expect((await (await as("school.eastmere")).open("/transfer-files.csv")).body).toContain("Waiting");
  });
});

test("the pages look right at a desk and on a phone, and axe finds nothing [F05 partly]", async () => {
  const surname = "Looksright";
  const reference = await stored({ surname, upn: "" });
  await addPupil(db.owner, {
    forename: "Orla",
    surname,
    born: "2016-02-29",
    sex: "F",
    school: "Larkmere Primary School",
    startsOn: "2026-11-10",
  });
  await searchAgain();
  const address = await addressOf(server);
  for (const [name, who, path] of [
    ["lost-pupils", "cme.eastmere", "/lost-pupils"],
    ["lost-pupil", "cme.eastmere", moved(reference)],
    ["transfer-files", "school2.eastmere", "/transfer-files"],
  ] as const)
    await lookAt({ address, token: (await as(who)).token, pages: { [name]: path } });
}, 120_000);

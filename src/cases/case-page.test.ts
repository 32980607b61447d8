import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CaseAtAddress, caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { signedIn, unseenIn } from "../../test/support/signed-in.ts";
import { webServer } from "../web/server.ts";
import { simpleFacts } from "./simple-facts.ts";

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
const open = () => caseAtAddress(db, { forename: "Wilfred", surname: "Ashdown" });
const at = ({ reference }: CaseAtAddress) => `/cases/${reference}`;

function dayTyped(name: string, iso: string): Record<string, string> {
  const { day, month, year } = Temporal.PlainDate.from(iso);
  return { [`${name}-day`]: `${day}`, [`${name}-month`]: `${month}`, [`${name}-year`]: `${year}` };
}
const onRoll = {
  schoolName: "Larkmere Primary School",
  ...dayTyped("startedOn", "2026-11-02"),
  confirmedBy: "the office",
};

describe("the page of a case", () => {
  test("begins with the next step: the verb, until when, by whom, why, and the button that does it", async () => {
    const kase = await open();
    const { body } = await (await as("cme.eastmere")).open(at(kase));
    expect(body).toContain("Next step: send the visit request");
    expect(body).toMatch(/In 2 working days, due Thursday 5 November 2026/);
    expect(body).toContain("Within 2 working days of the database check on Tuesday 3 November 2026: N3.1.2.");
    expect(body).toContain(`href="${at(kase)}/visit-requests"`);
  });

  test("shows every fact with when it happened and when and by whom it was recorded [G03]", async () => {
    const { body } = await (await as("cme.eastmere")).open(at(await open()));
    const titles = ["Database checked", "Case opened", "Referral received"].map((title) =>
      body.indexOf(title),
    );
    expect(titles).toEqual([...titles].sort((a, b) => a - b));
    expect(body).toContain("Form CME1, removal from roll.");
    expect(body).toContain("Recorded 3 November 2026 at 10am");
    expect(body).toContain("Cme Eastmere");
  });

  test("names the child, the carer, the address and how sure it is, but not in the title", async () => {
    const { body } = await (await as("cme.eastmere")).open(at(await open()));
    for (const words of [
      "Wilfred Ashdown",
      "Ines Ashdown, mother",
      "4 Lantern Row, EA4 7DN",
      "Stated, not confirmed",
    ])
      expect(body).toContain(words);
    expect(/<title>([^<]*)/.exec(body)?.[1]).not.toContain("Ashdown");
  });

  test("shows the other children at the address with their own state, and nobody through a hidden one", async () => {
    const [kase, sibling] = [await open(), await caseAtAddress(db, { forename: "Maud", surname: "Pellow" })];
    await db.owner.query("update children set postcode = 'EA4 7DN' where id = any ($1)", [
      [kase.childId, sibling.childId],
    ]);
    const officer = await as("cme.eastmere");
    expect((await officer.open(at(kase))).body).toMatch(
      new RegExp(
        `Maud Pellow</a><br/?><span class="govuk-hint">At the same address</span><br/?>Missing education: <a href="/cases/${sibling.reference}"`,
      ),
    );
    await db.owner.query(
      `insert into child_addresses (child_id, lines, postcode, hidden, source, made_at, made_by, replaces)
       select child_id, lines, postcode, true, 'social care', made_at, made_by, id from child_addresses where child_id = $1`,
      [kase.childId],
    );
    const { body } = await officer.open(at(kase));
    expect(body).not.toContain("Lantern Row");
    expect(body).not.toContain("Maud");
    expect(body).toContain("Hidden for the family&#39;s safety".replace("&#39;", "'"));
  });

  test("keeps a brother who moved away from the address, and one who shares a carer alone", async () => {
    const kase = await caseAtAddress(db, { forename: "Hal", surname: "Farrow" });
    const moved = await caseAtAddress(db, { forename: "Jem", surname: "Farrow" });
    const byCarer = await caseAtAddress(db, { forename: "Ros", surname: "Farrow" });
    const leave = (childId: number, lines: string) =>
      db.owner.query(
        `insert into child_addresses (child_id, lines, postcode, certainty, until_on, source, made_at, made_by, replaces)
         select child_id, $2, postcode, 'left', '2026-03-03', 'visit', made_at, made_by, id from child_addresses
         where child_id = $1 order by id limit 1`,
        [childId, lines],
      );
    await leave(moved.childId, "4 Lantern Row");
    await leave(byCarer.childId, "9 Elsewhere Road");
    const { body } = await (await as("cme.eastmere")).open(at(kase));
    const [, jem = ""] = body.split("Jem Farrow");
    expect(jem).toMatch(
      /^<\/a><br\/?><span class="govuk-hint">Was at the same address until 3 March 2026; shares a carer/,
    );
    const [, ros = ""] = body.split("Ros Farrow");
    expect(ros).toMatch(/^<\/a><br\/?><span class="govuk-hint">Shares a carer/);
    expect((await (await as("cme.westholme")).open(at(kase))).status).toBe(404);
  });

  test("shows a second record of the child as such, and never as a brother or sister [A11]", async () => {
    const kase = await caseAtAddress(db, { forename: "Wilf", surname: "Tarrow" });
    const [second, twin] = [
      await caseAtAddress(db, { forename: "Wilfred", surname: "Tarrow" }),
      await caseAtAddress(db, { forename: "Bram", surname: "Tarrow" }),
    ];
    await db.owner.query("update children set date_of_birth = '2015-04-02' where id = any ($1)", [
      [kase.childId, second.childId, twin.childId],
    ]);
    const { body } = await (await as("cme.eastmere")).open(at(kase));
    const [, records = "", others = ""] =
      /Records of the same child(.*)Who lives with the child, or did(.*?)<\/ul>/s.exec(body) ?? [];
    expect(records).toMatch(/Wilfred Tarrow.*the same first name and date of birth/s);
    expect(records).not.toContain("Bram");
    expect(others).toContain("Bram Tarrow");
    expect(others).not.toContain("Wilfred Tarrow");
  });

  test("at an earlier day shows what was known then and what was owed then [G03]", async () => {
    const kase = await open();
    db.setNow("2026-11-10T10:00:00Z");
    const officer = await as("cme.eastmere");
    await officer.send(`${at(kase)}/facts/roll-confirmed`, {
      ...onRoll,
      ...dayTyped("happenedOn", "2026-11-10"),
    });
    expect((await officer.open(at(kase))).body).toContain("Next step: close the case");
    const { body } = await officer.open(`${at(kase)}?as-at=2026-11-04`);
    expect(body).toContain("Next step: send the visit request");
    expect(body).not.toContain("Larkmere");
    expect(body).toContain("As at 4 November 2026");
  });

  test("at an earlier day shows the child as known then, and nothing that has been hidden since [G03] [G04]", async () => {
    const kase = await open();
    const made = async (lines: string, more: string) =>
      db.owner.query(
        `insert into child_addresses (child_id, lines, postcode, ${more.split("=")[0]}, source, made_at, made_by)
         values ($1, $2, 'EA9 1AA', ${more.split("=")[1]}, 'home visit', '2026-11-06T10:00Z', 1)`,
        [kase.childId, lines],
      );
    await made("9 Teal Court", "certainty='believed'");
    await db.owner.query(
      `insert into child_names (child_id, kind, forename, surname, source, made_at, made_by)
       values ($1, 'legal', 'Wilfred', 'Ashdown', 'school roll', '2026-11-02', 1), ($1, 'legal', 'Wilfred', 'Newname', 'deed', '2026-11-07', 1)`,
      [kase.childId],
    );
    await db.owner.query("update children set surname = 'Newname' where id = $1", [kase.childId]);
    db.setNow("2026-11-10T10:00:00Z");
    const officer = await as("cme.eastmere");
    const today = (await officer.open(at(kase))).body;
    expect(today).toContain("9 Teal Court");
    expect(today).toContain("Wilfred Newname");
    const then = (await officer.open(`${at(kase)}?as-at=2026-11-04`)).body;
    expect(then).toContain("4 Lantern Row, EA4 7DN");
    expect(then).toContain("Wilfred Ashdown");
    expect(then).not.toMatch(/Teal Court|Newname|as known today/);
    await made("4 lantern row", "hidden=true");
    expect((await officer.open(`${at(kase)}?as-at=2026-11-04`)).body).not.toContain("Lantern Row");
    db.setNow("2026-11-03T10:00:00Z");
  });

  test("before the case was opened says so [G03]", async () => {
    const kase = await open();
    const { body } = await (await as("cme.eastmere")).open(`${at(kase)}?as-at=2026-11-01`);
    expect(body).toContain("Not opened yet");
    expect(body).toContain("This case was not opened yet. It was opened on 3 November 2026.");
    expect(body).not.toContain("Nothing is owed");
  });

  test("does not exist for a school or another authority, and each reading is recorded [G04]", async () => {
    const kase = await open();
    expect((await (await as("school.eastmere")).open(at(kase))).status).toBe(403);
    expect((await (await as("cme.westholme")).open(at(kase))).status).toBe(404);
    await (await as("lead.eastmere")).open(at(kase));
    const { rows } = await db.owner.query(
      "select people.subject from audit_entries join people on people.id = person_id where act = 'saw case' and subject_id = $1",
      [kase.caseId],
    );
    expect(rows).toEqual([{ subject: "lead.eastmere" }]);
    expect((await (await as("cme.eastmere")).open(`${at(kase)}/readings`)).body).toContain("Lead Eastmere");
  });
});

test("what else can be recorded stands in groups, each kind of fact in one of them", async () => {
  const kase = await open();
  const { body } = await (await as("cme.eastmere")).open(at(kase));
  const offered = body.slice(body.indexOf("Record something else"));
  for (const kind of Object.keys(simpleFacts).filter((each) => each !== "case-reopened"))
    expect(offered.split(`${at(kase)}/facts/${kind}"`)).toHaveLength(2);
  expect(offered.match(/<h3[^>]*>Contact with the family<\/h3>.*?<\/ul>/s)?.[0]).toContain(
    "/facts/letter-sent",
  );
});

describe("a form on a case", () => {
  test("is refused with what it still wants, and keeps what was typed", async () => {
    const kase = await open();
    const officer = await as("cme.eastmere");
    const { status, body } = await officer.send(`${at(kase)}/facts/left-area-confirmed`, {
      whereTo: "Northmoor",
    });
    expect(status).toBe(422);
    expect(body).toContain("Enter who confirmed it");
    expect(body).toContain('value="Northmoor"');
  });

  test("that somebody overtook comes back with what they recorded and what was typed, to be sent again knowingly [G03]", async () => {
    const kase = await open();
    const officer = await as("cme.eastmere");
    const page = `${at(kase)}/database-checks`;
    const opened = (await officer.open(page)).body;
    await (await as("named.eastmere")).send(`${at(kase)}/notes`, { note: "The aunt rang." });
    const typed = { found: "school", note: "On the admissions list." };
    const overtaken = await officer.post(page, { ...unseenIn(opened, page), ...typed });
    expect(overtaken.status).toBe(409);
    expect(overtaken.body).toContain("Someone else recorded something meanwhile");
    expect(overtaken.body).toMatch(/The aunt rang\.[^<]*Named Eastmere/);
    expect(overtaken.body).toContain("On the admissions list.");
    const again = await officer.post(page, { ...unseenIn(overtaken.body, page), ...typed });
    expect(again).toMatchObject({ status: 303, location: `${at(kase)}?done=database-checks` });
    expect((await officer.open(again.location ?? "")).body).toContain("The database check is recorded.");
  });

  test("sent twice is one fact [G03]", async () => {
    const kase = await open();
    const officer = await as("cme.eastmere");
    const page = `${at(kase)}/notes`;
    const fields = { ...unseenIn((await officer.open(page)).body, page), note: "Once." };
    expect((await officer.post(page, fields)).status).toBe(303);
    expect((await officer.post(page, fields)).status).toBe(303);
    // A browser that goes back loads the page anew, with another key, and still has what was typed.
    expect((await officer.send(page, { note: "Once." })).body).toContain("This is recorded already");
    const { rows } = await db.owner.query(
      "select id from case_facts where case_id = $1 and kind = 'note-made'",
      [kase.caseId],
    );
    expect(rows).toHaveLength(1);
  });

  test("sent again after going back is one record, and says so; another event, person or moment is a second one [G03]", async () => {
    const kase = await open();
    const officer = await as("cme.eastmere");
    const happened = dayTyped("happenedOn", "2026-11-03");
    const facts = async (kind: string) => {
      const counted = "select count(*)::int as n from case_facts where case_id = $1 and kind = $2";
      return (await db.owner.query(counted, [kase.caseId, kind])).rows[0].n;
    };
    const told = (agency: string, who = officer) =>
      who.send(`${at(kase)}/facts/agency-told`, { agency, ...happened });
    expect((await told("police")).status).toBe(303);
    const again = await told("police");
    expect(again.status).toBe(200);
    expect(again.body).toContain("This is recorded already");
    expect(again.body).toContain(`href="${at(kase)}">Read what is recorded`);
    expect(await facts("agency-told")).toBe(1);
    expect((await told("social-care")).status).toBe(303);
    expect((await told("social-care", await as("named.eastmere"))).status).toBe(303);
    expect(await facts("agency-told")).toBe(3);

    // What was settled meanwhile, by whomever, is raised again by the same words.
    const raise = () => officer.send(`${at(kase)}/facts/concern-raised`, { about: "safety", ...happened });
    expect((await raise()).status).toBe(303);
    await (await as("named.eastmere")).send(`${at(kase)}/facts/concern-settled`, {
      about: "safety",
      ...happened,
    });
    expect((await raise()).status).toBe(303);
    expect(await facts("concern-raised")).toBe(2);

    // A fact that keeps more than its kind: each who helps is one, and each once.
    const helps = (name: string) =>
      officer.send(`${at(kase)}/support`, { support: "social-worker", name, source: "her manager" });
    const words = [await helps("Ada Bell"), await helps("Ada Bell"), await helps("Tom Cole")];
    expect(words.map(({ status }) => status)).toEqual([303, 200, 303]);

    const addresses = async () =>
      (
        await db.owner.query("select count(*)::int as n from child_addresses where child_id = $1", [
          kase.childId,
        ])
      ).rows[0].n;
    const before = await addresses();
    let minute = 0;
    const moved = (lines: string) => {
      db.setNow(`2026-11-03T10:${String(10 + minute++)}:00Z`);
      return officer.send(`/children/${kase.childId}/addresses`, {
        lines,
        certainty: "stated",
        source: "the aunt",
      });
    };
    expect((await moved("9 Lantern Row")).status).toBe(303);
    expect((await moved("9 Lantern Row")).body).toContain("This is recorded already");
    expect((await moved("11 Lantern Row")).status).toBe(303);
    expect((await moved("9 Lantern Row")).status).toBe(303);
    expect(await addresses()).toBe(before + 3);
  });

  test("that the browser had kept or went back to is recorded once in the same words, whatever came between, and as another in other words [G03]", async () => {
    const kase = await open();
    const officer = await as("cme.eastmere");
    const page = `${at(kase)}/notes`;
    const notes = async () =>
      (
        await db.owner.query(
          "select details->>'note' as note from case_facts where case_id = $1 and kind = 'note-made' order by id",
          [kase.caseId],
        )
      ).rows.map(({ note }) => note);
    const first = unseenIn((await officer.open(page)).body, page);
    const note = (words: string) => ({ note: words });
    expect((await officer.post(page, { ...first, ...note("Rang the aunt") })).status).toBe(303);
    // Pressed twice.
    expect((await officer.post(page, { ...first, ...note("Rang the aunt") })).status).toBe(303);
    expect(await notes()).toEqual(["Rang the aunt"]);
    // A browser that keeps whole pages shows the one that was sent, with its key.
    const { _seen: _, ...kept } = first;
    expect((await officer.post(page, { ...kept, ...note("Rang the uncle") })).status).toBe(303);
    expect(await notes()).toEqual(["Rang the aunt", "Rang the uncle"]);
    // Another loads it anew.
    const anew = { ...unseenIn((await officer.open(page)).body, page), _before: String(first["_once"]) };
    const again = await officer.post(page, { ...anew, ...note("Rang the aunt") });
    expect(again.body).toContain("This is recorded already");
    expect(again.body).toContain(`href="${at(kase)}">Read what is recorded`);
    expect((await officer.post(page, { ...anew, ...note("Rang the aunt again") })).status).toBe(303);
    expect(await notes()).toHaveLength(3);

    // What was refused was not recorded, and may be asked again in the same words.
    const closing = `${at(kase)}/closure`;
    const early = unseenIn((await officer.open(closing)).body, closing);
    expect((await officer.post(closing, { ...early, outcome: "on-roll" })).status).toBe(422);
    await officer.send(`${at(kase)}/facts/roll-confirmed`, {
      ...onRoll,
      ...dayTyped("happenedOn", "2026-11-03"),
    });
    const later = unseenIn((await officer.open(closing)).body, closing);
    const sent = { ...later, _before: String(early["_once"]), outcome: "on-roll" };
    expect((await officer.post(closing, sent)).status).toBe(303);
  });

  test("for closing shows what proves each outcome or what must be recorded first, and says why not [C24]", async () => {
    const kase = await open();
    const officer = await as("cme.eastmere");
    const page = `${at(kase)}/closure`;
    expect((await officer.open(page)).body).toContain(`href="${at(kase)}/facts/roll-confirmed"`);
    const refused = await officer.send(page, { outcome: "on-roll" });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain("First record the confirmation that the child is on a roll.");
    await officer.send(`${at(kase)}/facts/roll-confirmed`, {
      ...onRoll,
      ...dayTyped("happenedOn", "2026-11-03"),
    });
    expect((await officer.open(page)).body).toContain(
      "Proved by: On roll, confirmed. At Larkmere Primary School since 2 November 2026.",
    );
    expect(await officer.send(page, { outcome: "on-roll" })).toMatchObject({ status: 303 });
    expect((await officer.open(at(kase))).body).toContain(
      "The child is on a school&#39;s roll".replace("&#39;", "'"),
    );
  });

  test("for the database check shows what every list says of the child [A10]", async () => {
    const kase = await open();
    await db.owner.query(
      `insert into list_entries (authority_id, list, row_key, child_id, forename, surname, address, postcode, content_hash,
         first_import_id, last_import_id, first_seen_at, last_seen_at)
       values ($1, 'health', '1', $2, 'Wilfred', 'Ashdown', '9 Teal Court', 'EA9 1AA', '', 1, 1, '2026-10-30', '2026-10-30')`,
      [kase.authorityId, kase.childId],
    );
    const { body } = await (await as("cme.eastmere")).open(`${at(kase)}/database-checks`);
    expect(body).toContain("Health list");
    expect(body).toContain("9 Teal Court, EA9 1AA");
    await db.owner.query(
      "insert into child_addresses (child_id, lines, hidden, source, made_at, made_by) values ($1, '9 Teal Court', true, 'social care', '2026-11-03', 1)",
      [kase.childId],
    );
    expect((await (await as("cme.eastmere")).open(`${at(kase)}/database-checks`)).body).not.toContain(
      "Teal Court",
    );
  });

  test("asks again for a year in which no deadline can be counted, and keeps the rest [G03]", async () => {
    const kase = await open();
    const officer = await as("cme.eastmere");
    const offer = { schoolName: "Larkmere Primary School", ...dayTyped("happenedOn", "2012-11-02") };
    const { status, body } = await officer.send(`${at(kase)}/facts/place-offered`, offer);
    expect(status).toBe(422);
    expect(body).toContain('href="#happenedOn-year"');
    expect(body).toContain("Check the year.");
    expect(body).toContain('value="Larkmere Primary School"');
  });

  test("for a step that is owed no more says so to whoever does such steps, and to others that it is not theirs [G04]", async () => {
    const kase = await open();
    const step = `${at(kase)}/facts/place-offered`;
    const early = await (await as("admissions.eastmere")).open(step);
    expect(early.status).toBe(403);
    expect(early.body).toContain("It may have been recorded already");
    expect((await (await as("auditor.eastmere")).open(step)).body).toContain(
      "None of your roles includes it",
    );
  });

  test("is not for roles that only read [G04]", async () => {
    const kase = await open();
    for (const form of [
      "closure",
      "owner",
      "database-checks",
      "removal-advice",
      "words-to-referrer",
      "opening",
      "facts/roll-confirmed",
    ])
      expect([form, (await (await as("auditor.eastmere")).open(`${at(kase)}/${form}`)).status]).toEqual([
        form,
        403,
      ]);
  });
});

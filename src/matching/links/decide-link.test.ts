import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { addLink } from "../../../test/support/links.ts";
import { addPupil } from "../../../test/support/pupils.ts";
import { rollFile } from "../../../test/support/roll-file.ts";
import { nhsNumberWith } from "../../children/index.ts";
import { perform } from "../../context.ts";
import { NotAllowed, NotFound } from "../../database/index.ts";
import { importFile } from "../../feeds/index.ts";
import { decideLink, decideLinks, type Said } from "./decide-link.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

/** Numbers from the range that is kept for tests, those without a check digit left out. */
const nhsNumbers = Array.from({ length: 400 }, (_, at) => nhsNumberWith(`9990${String(10_000 + at)}`)).filter(
  (number) => number !== undefined,
);
let used = 0;
type Row = Record<string, string>;
const healthRow = (over: Row = {}): Row => ({
  NHSNumber: nhsNumbers[used++] ?? "",
  Surname: "Fenwick",
  Forename: "Tamsin",
  DOB: "2016-05-04",
  Sex: "F",
  AddressLine1: `${used} Quay Lane`,
  Postcode: "EA4 7DN",
  ...over,
});

async function importHealth(...rows: Row[]): Promise<number[]> {
  const viewer = await database.who("data.eastmere");
  const authorityId = viewer.posts[0]?.authorityId ?? 0;
  await importFile(database.keepsight, "health-list", rollFile(rows), { viewer, authorityId });
  const entries = await database.owner.query("select id, row_key from list_entries where list = 'health'");
  return rows.map(({ NHSNumber }) => entries.rows.find(({ row_key }) => row_key === NHSNumber)?.id);
}
async function childOf(entryId: number | undefined): Promise<number | null> {
  const { rows } = await database.owner.query("select child_id from list_entries where id = $1", [entryId]);
  return rows[0]?.child_id;
}
async function pupil(surname = "Fenwyck", over = {}): Promise<number> {
  return Number(
    await addPupil(database.owner, { forename: "Tamsin", surname, born: "2016-05-14", sex: "F", ...over }),
  );
}
async function decide(linkId: number, said: Partial<Said> = {}, who = "cme.eastmere") {
  const viewer = await database.who(who);
  const { rows } = await database.owner.query(
    "select coalesce(decision_id, 0) as seen from list_links where id = $1",
    [linkId],
  );
  return perform(database.keepsight, { viewer, act: "decide-link", request: "test" }, (context) =>
    decideLink(context, linkId, { decision: "same", seen: rows[0]?.seen ?? 0, ...said }),
  );
}
/** A row of the health list that may be of a pupil whose name and birthday differ a little. */
async function doubtful(row: Row = {}) {
  const sent = healthRow(row);
  const [entryId = 0] = await importHealth(sent);
  const childId = await pupil();
  return { sent, entryId, childId, linkId: await addLink(database.owner, { entryId, childId }) };
}

describe("that it is the same child", () => {
  test("joins the row to the child, and undoing it parts them as before [A04] [A11]", async () => {
    const { entryId, childId, linkId } = await doubtful();
    expect(await childOf(entryId)).toBeNull();
    expect(await decide(linkId)).toEqual({ decided: "same" });
    expect(await childOf(entryId)).toBe(childId);
    expect(await decide(linkId, { decision: "undone" })).toEqual({ decided: "undone" });
    expect(await childOf(entryId)).toBeNull();
    const { rows } = await database.owner.query("select open, decided from list_links where id = $1", [
      linkId,
    ]);
    expect(rows).toEqual([{ open: true, decided: null }]);
  });

  test("holds over a later import, also one that finds another child of the very same name and birthday [A11]", async () => {
    const { sent, entryId, childId, linkId } = await doubtful();
    await decide(linkId);
    const namesake = await pupil("Hathersage");
    await database.owner.query(
      "update list_entries set date_of_birth = '2013-02-01' where child_id = $1 and list = 'school-roll'",
      [namesake],
    );
    await importHealth({ ...sent, Surname: "Hathersage", DOB: "2013-02-01", AddressLine1: "9 New Road" });
    expect(await childOf(entryId)).toBe(childId);
    await decide(linkId, { decision: "undone" });
    // What the import had found meanwhile comes to light: nothing is lost.
    expect(await childOf(entryId)).toBe(namesake);
  });

  test("is said of one child only, until it is undone [A11]", async () => {
    const { entryId, linkId } = await doubtful();
    const second = await addLink(database.owner, { entryId, childId: await pupil("Fenwickson") });
    await decide(linkId);
    expect(await decide(second)).toEqual({ refused: "row-has-its-child" });
  });
});

describe("that they are different children", () => {
  test("wins over an exact match, over its coming again, and over what the model was sure of [A11]", async () => {
    const exact = await pupil("Exmoor", { born: "2016-05-04" });
    const sent = healthRow({ Surname: "Exmoor" });
    const [entryId = 0] = await importHealth(sent);
    expect(await childOf(entryId)).toBe(exact);
    const linkId = await addLink(database.owner, {
      entryId,
      childId: exact,
      answer: "linked",
      probability: 0.9999,
    });
    await decide(linkId, { decision: "different", note: "Cousins" });
    expect(await childOf(entryId)).toBeNull();
    await importHealth({ ...sent, AddressLine1: "2 New Road" });
    await importHealth(sent, healthRow({ Surname: "Somebodyelse" }));
    expect(await childOf(entryId)).toBeNull();
    await decide(linkId, { decision: "undone" });
    expect(await childOf(entryId)).toBe(exact);
  });

  test("leaves the row to the child of whom the model is sure besides [A11]", async () => {
    const { entryId, linkId } = await doubtful();
    await decide(linkId, { decision: "different" });
    const sure = await pupil("Fenwicks");
    await addLink(database.owner, { entryId, childId: sure, answer: "linked", probability: 0.999 });
    expect(await childOf(entryId)).toBe(sure);
  });
});

test("not sure takes it out of what waits, and changes nothing else [A11]", async () => {
  const { entryId, linkId } = await doubtful();
  await decide(linkId, { decision: "not-sure" });
  const { rows } = await database.owner.query("select open, decided from list_links where id = $1", [linkId]);
  expect(rows).toEqual([{ open: false, decided: "not-sure" }]);
  expect(await childOf(entryId)).toBeNull();
  expect(await decide(linkId)).toEqual({ decided: "same" });
});

test("two rows of no child on record are said to be one child, and stay without one [A04]", async () => {
  const [one = 0, other = 0] = await importHealth(
    healthRow({ Surname: "Nowhere" }),
    healthRow({ Surname: "Nowhere" }),
  );
  const linkId = await addLink(database.owner, { entryId: one, otherEntryId: other });
  expect(await decide(linkId)).toEqual({ decided: "same" });
  expect([await childOf(one), await childOf(other)]).toEqual([null, null]);
});

describe("a decision", () => {
  test("about what somebody else has decided meanwhile is refused, also when both send at once [G03]", async () => {
    const { linkId } = await doubtful();
    const both = await Promise.all([
      decide(linkId, { seen: 0 }, "cme.eastmere"),
      decide(linkId, { decision: "different", seen: 0 }, "named.eastmere"),
    ]);
    expect(both.filter((outcome) => "refused" in outcome)).toEqual([{ refused: "decided-meanwhile" }]);
    expect(await decide(linkId, { decision: "undone", seen: 0 })).toEqual({ refused: "decided-meanwhile" });
  });

  test("that was never made cannot be undone", async () => {
    const { linkId } = await doubtful();
    expect(await decide(linkId, { decision: "undone" })).toEqual({ refused: "nothing-to-undo" });
  });

  test("is kept with who made it, and stands in the audit log without a name [G03]", async () => {
    const { linkId, entryId, childId } = await doubtful();
    await decide(linkId, { note: "Health visitor confirmed" });
    const kept = await database.owner.query(
      "select decision, note, email from link_decisions join people on people.id = made_by where link_id = $1",
      [linkId],
    );
    expect(kept.rows).toEqual([
      { decision: "same", note: "Health visitor confirmed", email: "cme.eastmere@keepsight.example" },
    ]);
    const entries = await database.owner.query(
      "select act, subject, child_id, details from audit_entries where subject = 'link' and subject_id = $1",
      [linkId],
    );
    expect(entries.rows).toEqual([
      {
        act: "decided on link",
        subject: "link",
        child_id: childId,
        details: { decision: "same", rows: [entryId] },
      },
    ]);
  });

  test("is made by those alone who decide on links, in their own authority, and never of a restricted child [G04]", async () => {
    const { linkId, childId } = await doubtful();
    for (const who of ["school.eastmere", "area.eastmere", "auditor.eastmere", "police.eastmere"])
      await expect(decide(linkId, {}, who), who).rejects.toThrow(NotAllowed);
    await expect(decide(linkId, {}, "cme.westholme")).rejects.toThrow(NotFound);
    await database.owner.query("update children set restricted = true where id = $1", [childId]);
    await expect(decide(linkId)).rejects.toThrow(NotFound);
    await expect(decide(987_654_321)).rejects.toThrow(NotFound);
  });
});

test("several links are accepted at once; one that was decided meanwhile is left as it is [A11]", async () => {
  const [one, other] = [await doubtful(), await doubtful()];
  await decide(other.linkId, { decision: "different" });
  const viewer = await database.who("data.eastmere");
  const done = await perform(database.keepsight, { viewer, act: "decide-link", request: "test" }, (context) =>
    decideLinks(context, "same", [
      { id: other.linkId, seen: 0 },
      { id: one.linkId, seen: 0 },
    ]),
  );
  expect(done).toEqual({ done: 1, left: 1 });
  expect([await childOf(one.entryId), await childOf(other.entryId)]).toEqual([one.childId, null]);
});

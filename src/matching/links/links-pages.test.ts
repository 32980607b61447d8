import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { addLink } from "../../../test/support/links.ts";
import { lookAt } from "../../../test/support/look-at.ts";
import { addPupil, type Pupil } from "../../../test/support/pupils.ts";
import { signedIn } from "../../../test/support/signed-in.ts";
import { type Site, startSite } from "../../../test/support/site.ts";

let database: TestDatabase;
let site: Site;
beforeAll(async () => {
  database = await testDatabase();
  site = await startSite(database);
});
afterAll(async () => {
  await site.close();
  await database.end();
});

const as = (who: string) => signedIn(database, site.server, who);
const rowBorn = { born: "2016-05-04", sex: "F", address: "3 Quay Lane, Quillhithe", postcode: "EA4 7DN" };

/** A row of a list that may be of a child on record, both with this surname. */
async function doubtful(
  surname: string,
  row: Partial<Pupil> = {},
  child: Partial<Pupil> = {},
  probability = 0.62,
) {
  const childId = Number(
    await addPupil(database.owner, {
      ...{ forename: "Tamsin", surname, otherSurname: "Fenwick", upn: "B801200005001" },
      ...{ ...rowBorn, born: "2016-05-14", postcode: "EA2 1AA", startsOn: "2024-09-03", ...child },
    }),
  );
  await addPupil(database.owner, {
    ...rowBorn,
    ...{ list: "health", forename: "Tamsyn", surname, childId: null },
    ...row,
  });
  const { rows } = await database.owner.query(
    "select id from list_entries where surname = $1 and list <> 'school-roll'",
    [surname],
  );
  const linkId = await addLink(database.owner, { entryId: rows[0].id, childId, probability });
  return { childId, linkId, entryId: rows[0].id as number };
}
async function meant(entryId: number): Promise<number | null> {
  const { rows } = await database.owner.query("select child_id from list_entries where id = $1", [entryId]);
  return rows[0].child_id;
}
const at = (linkId: number) => `/lists/links/${linkId}`;

describe("the links that wait", () => {
  test("stand with what most hangs on first, then the most doubtful, and narrow to one list [A11]", async () => {
    await doubtful("Healthsure", {}, {}, 0.93);
    await doubtful("Healthdoubt", {}, {}, 0.51);
    await doubtful("Policeman", { list: "police-missing" }, {}, 0.9);
    const officer = await as("cme.eastmere");
    const { body } = await officer.open("/lists/links");
    const places = ["Policeman", "Healthdoubt", "Healthsure"].map((name) => body.indexOf(name));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
    expect(body).toContain("Health list (2)");
    const narrowed = await officer.open("/lists/links?list=police-missing");
    expect(narrowed.body).toContain("Policeman");
    expect(narrowed.body).not.toContain("Healthdoubt");
    expect((await officer.open("/lists/links?list=none&after=x~y&before=-1&done=x")).status).toBe(200);
  });

  test("come a page at a time, each once [A11]", async () => {
    for (let each = 0; each < 52; each++)
      await doubtful(`Paged${each}x`, { list: "admissions-offer", school: "Ashfield Primary School" });
    const officer = await as("cme.eastmere");
    const seen = new Set<string>();
    let next: string | undefined = "/lists/links?list=admissions-offer";
    let pages = 0;
    while (next && pages++ < 5) {
      const { body } = await officer.open(next);
      for (const [name] of body.matchAll(/Paged\d+x(?=, born)/g)) seen.add(name);
      next = /href="(\/lists\/links\?[^"]*after=[^"]*)"/.exec(body)?.[1]?.replaceAll("&amp;", "&");
    }
    expect({ pages, seen: seen.size }).toEqual({ pages: 2, seen: 52 });
  });

  test("can be taken as a file, and who took it is recorded [A11] [G03]", async () => {
    await doubtful("Filed");
    const { body } = await (await as("data.eastmere")).open("/lists/links.csv?list=health");
    expect(body).toContain(
      "Health list,Tamsyn Filed,2016-05-04,Tamsin Filed,2016-05-14,Child on record,62 in 100,",
    );
    const taken = await database.owner.query(
      "select from audit_entries where act = 'took links to confirm as a file'",
    );
    expect(taken.rowCount).toBe(1);
  });

  test("are accepted together by choosing them; to choose none is said [A11]", async () => {
    const [one, other] = [await doubtful("Chosenone"), await doubtful("Chosentwo")];
    const officer = await as("data.eastmere");
    const none = await officer.send("/lists/links", {}, { action: "/lists/links/accepted" });
    expect(none.status).toBe(422);
    expect(none.body).toContain("Choose at least one link");
    const answer = await officer.send(
      "/lists/links",
      { links: `${one.linkId}~0` },
      { action: "/lists/links/accepted" },
    );
    expect(answer).toMatchObject({ status: 303, location: "/lists/links?done=1&left=0" });
    expect([await meant(one.entryId), await meant(other.entryId)]).toEqual([one.childId, null]);
    expect((await officer.open(answer.location ?? "")).body).toContain("1 link accepted as the same child.");
  });
});

describe("what the program joined by itself", () => {
  test("stands the least likely first, can be taken as a file, and is parted by choosing; an exact match of another name or birthday comes before all [A11]", async () => {
    const sure = await doubtful("Joinedsure", {}, {}, 0.999);
    const less = await doubtful("Joinedless", {}, {}, 0.981);
    const exact = await doubtful("Matched", { upn: "B801200005001" }, {}, 0.999);
    await database.owner.query(
      `update list_links set answer = case when id = $2 then 'matched' else 'linked' end, probability = case when id = $2 then 0 else probability end,
         evidence = case when id = $2 then '[]' else evidence end where id = any ($1)`,
      [[sure.linkId, less.linkId, exact.linkId], exact.linkId],
    );
    await database.owner.query("update list_entries set matched_child_id = $2, child_id = $2 where id = $1", [
      exact.entryId,
      exact.childId,
    ]);
    await database.owner.query("select settle_list_entries($1)", [[sure.entryId, less.entryId]]);
    const officer = await as("data.eastmere");
    const { body } = await officer.open("/lists/links?joined=yes");
    const places = ["Matched", "Joinedless", "Joinedsure"].map((name) => body.indexOf(`${name}, born`));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
    expect(body).toContain("Matched exactly");
    const file = await officer.open("/lists/links.csv?joined=yes");
    expect(file.body).toContain(
      "Tamsyn Joinedless,2016-05-04,Tamsin Joinedless,2016-05-14,Child on record,98 in 100,",
    );
    const one = (await officer.open(at(exact.linkId))).body;
    expect(one).toContain(
      "The import joined them by their number, or by the very same name and birth date; the program has not weighed them",
    );
    expect(one).toContain("3 Quay Lane");
    const none = await officer.send("/lists/links?joined=yes", {}, { action: "/lists/links/parted" });
    expect(none.status).toBe(422);
    expect(none.body).toContain("Part the chosen ones");
    const answer = await officer.send(
      "/lists/links?joined=yes",
      { links: `${exact.linkId}~0` },
      { action: "/lists/links/parted" },
    );
    expect(answer).toMatchObject({ status: 303, location: "/lists/links?done=1&left=0&joined=yes" });
    expect([await meant(exact.entryId), await meant(less.entryId)]).toEqual([null, less.childId]);
    const after = (await officer.open(answer.location ?? "")).body;
    expect(after).toContain("1 link parted as different children.");
    expect(after).not.toContain("Matched, born");
    expect((await (await as("cme.westholme")).open("/lists/links?joined=yes")).body).not.toContain(
      "Joinedsure",
    );
  });
});

describe("two records side by side", () => {
  test("show what each says, how they compare in a word and a weight, and the sentence that sums it up [A11]", async () => {
    const { linkId } = await doubtful("Besides");
    const { body } = await (await as("cme.eastmere")).open(at(linkId));
    for (const words of [
      "Tamsyn",
      "Tamsin Fenwick",
      "Spelt nearly the same",
      "for, 6.2",
      "against, 2.7",
      "says nothing",
      "Likely the same child: 62 in 100.",
      "they differ in postcode",
    ])
      expect(body).toContain(words);
    expect(body.match(/accesskey="([sdn])"/g)).toEqual(['accesskey="s"', 'accesskey="d"', 'accesskey="n"']);
    expect(body.match(/<title>([^<]*)/)?.[1]).not.toContain("Besides");
  });

  test("an answer goes on to the next link, and can be undone from the decided ones [A11]", async () => {
    const { linkId, entryId, childId } = await doubtful("Answered");
    const officer = await as("named.eastmere");
    const answer = await officer.send(
      at(linkId),
      { decision: "same" },
      { action: `${at(linkId)}/decisions` },
    );
    expect(answer.status).toBe(303);
    expect(answer.location).toMatch(/^\/lists\/links\/\d+\?of=/);
    expect(answer.location).not.toContain(`/links/${linkId}?`);
    expect(await meant(entryId)).toBe(childId);
    expect((await officer.open(answer.location ?? "")).body).toContain("Kept: same child.");
    expect((await officer.open("/lists/links?decided=yes")).body).toContain(`href="${at(linkId)}"`);
    const again = await officer.open(at(linkId));
    expect(again.body).toContain("Same child, said Named Eastmere");
    await officer.send(at(linkId), { decision: "undone" }, { action: `${at(linkId)}/decisions` });
    expect(await meant(entryId)).toBeNull();
    // "Not sure" is told as something that can be undone, and can.
    await officer.send(at(linkId), { decision: "not-sure" }, { action: `${at(linkId)}/decisions` });
    const unsure = await officer.open(at(linkId));
    expect(unsure.body).toMatch(/value="undone"/);
    expect(unsure.body).toMatch(/value="same"/);
    await officer.send(at(linkId), { decision: "undone" }, { action: `${at(linkId)}/decisions` });
    expect((await officer.open("/lists/links?decided=yes")).body).not.toContain(`href="${at(linkId)}"`);
  });

  test("no answer, or one that nobody could choose, is asked for again with what was typed [A11]", async () => {
    const { linkId } = await doubtful("Unanswered");
    const officer = await as("cme.eastmere");
    for (const decision of ["", "yes"]) {
      const sent = { decision, note: "Seen at the clinic" };
      const answer = await officer.send(at(linkId), sent, { action: `${at(linkId)}/decisions` });
      expect(answer.status).toBe(422);
      expect(answer.body).toContain("Choose whether it is the same child");
      expect(answer.body).toContain("Seen at the clinic");
    }
  });

  test("of what somebody else decided meanwhile says so, and keeps what stands [G03]", async () => {
    const { linkId, entryId } = await doubtful("Meanwhile");
    const [one, other] = [await as("cme.eastmere"), await as("named.eastmere")];
    const { body } = await one.open(at(linkId));
    const unseen = Object.fromEntries(
      [...body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
        ([, name = "", value = ""]) => [name, value],
      ),
    );
    await other.send(at(linkId), { decision: "different" }, { action: `${at(linkId)}/decisions` });
    const late = await one.post(`${at(linkId)}/decisions`, { ...unseen, decision: "same" });
    expect(late.status).toBe(422);
    expect(late.body).toContain("Somebody has decided on this link meanwhile");
    expect(await meant(entryId)).toBeNull();
  });

  test("never show where a child lives who must not be found [G04]", async () => {
    const { linkId, childId } = await doubtful("Sheltered");
    await database.owner.query(
      `insert into child_addresses (child_id, lines, postcode, hidden, source, made_at, made_by)
       select $1, '1 Refuge Row', 'EA4 7DN', true, 'test', '2026-11-04T10:00Z', id from people where subject = 'keepsight'`,
      [childId],
    );
    const { body } = await (await as("cme.eastmere")).open(at(linkId));
    expect(body).toContain("Hidden for safety");
    for (const place of ["EA4 7DN", "EA2 1AA", "Quay Lane", "Refuge Row", "differ in postcode"])
      expect(body).not.toContain(place);
  });

  test("are nobody's of another authority, or of a school [G04]", async () => {
    const { linkId } = await doubtful("Elsewheres");
    expect((await (await as("cme.westholme")).open(at(linkId))).status).toBe(404);
    expect((await (await as("cme.westholme")).open("/lists/links")).body).not.toContain("Elsewheres");
    expect((await (await as("school.eastmere")).open(at(linkId))).status).toBe(403);
  });
});

test("the pages of links have nothing that axe objects to and fit a phone", async () => {
  const { linkId } = await doubtful("Lookedat", { surname: "Lookedat" }, { surname: "Lookedat-Fenwick" });
  const decided = await doubtful("Saidof");
  const officer = await as("cme.eastmere");
  await officer.send(
    at(decided.linkId),
    { decision: "different", note: "Cousins" },
    { action: `${at(decided.linkId)}/decisions` },
  );
  await lookAt({
    address: site.address,
    token: officer.token,
    pages: {
      "links-queue": "/lists/links?list=health",
      "links-joined": "/lists/links?joined=yes",
      "links-one": at(linkId),
      "links-decided": "/lists/links?decided=yes",
      "links-decided-one": at(decided.linkId),
    },
  });
}, 120_000);

test("a child's page says how each list's row is known to be this child, and which wait [A04] [A11]", async () => {
  const { linkId, childId } = await doubtful("Onrecord");
  const officer = await as("cme.eastmere");
  const { body } = await officer.open(`/children/${childId}`);
  expect(body).toContain("The roll made the record");
  expect(body).toContain("1 more row of lists.");
  expect(body).toContain(`<a href="${at(linkId)}">Health list</a>`);
  await officer.send(at(linkId), { decision: "same" }, { action: `${at(linkId)}/decisions` });
  const joined = await officer.open(`/children/${childId}`);
  expect(joined.body).toContain(
    `<a href="${at(linkId)}">A person said so<span class="govuk-visually-hidden">, Health list</span></a>`,
  );
  expect(joined.body).not.toContain("To be confirmed, whether");
  const school = await (await as("school.eastmere")).open(`/children/${childId}`);
  expect(school.body).not.toContain(at(linkId));
});

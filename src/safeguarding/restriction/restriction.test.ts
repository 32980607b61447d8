import { afterAll, beforeAll, expect, test } from "vitest";
import { type CaseAtAddress, caseAtAddress } from "../../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { lookAt } from "../../../test/support/look-at.ts";
import { signedIn } from "../../../test/support/signed-in.ts";
import { type Site, startSite } from "../../../test/support/site.ts";

let db: TestDatabase;
let site: Site;
let minute = 0;
beforeAll(async () => {
  db = await testDatabase();
  site = await startSite(db);
});
afterAll(async () => {
  await site.close();
  await db.end();
});

const as = (who: string) => signedIn(db, site.server, who);
const later = () => db.setNow(`2026-11-05T10:${String(minute++).padStart(2, "0")}:00Z`);
const idOf = async (who: string) => String((await db.who(who)).personId);
const at = ({ childId }: CaseAtAddress) => `/children/${childId}/restriction`;
let count = 0;
const opened = async (): Promise<CaseAtAddress> => {
  const kase = await caseAtAddress(db, { forename: "Maud", surname: `Lockley${count++}` });
  later();
  return kase;
};
/** Sends one of the page's forms as somebody does who has it before them. */
const send = async (
  who: string,
  kase: CaseAtAddress,
  part: string,
  fields: Record<string, string | string[]>,
) => {
  const answer = await (await as(who)).send(at(kase), fields, { action: `${at(kase)}${part}` });
  later();
  return answer;
};
const why = "Her uncle works in the team.";
async function restricted(...people: string[]): Promise<CaseAtAddress> {
  const kase = await opened();
  const ids = await Promise.all(people.map(idOf));
  const { status } = await send("safeguarding.eastmere", kase, "", { reason: why, people: ids });
  expect(status).toBe(303);
  return kase;
}
const status = async (who: string, kase: CaseAtAddress) =>
  (await (await as(who)).open(`/cases/${kase.reference}`)).status;
const acts = async ({ childId }: CaseAtAddress) =>
  (
    await db.owner.query(
      "select act from audit_entries where child_id = $1 and act ~ 'restrict|leave' order by id",
      [childId],
    )
  ).rows.map(({ act }) => act);

test("a lead restricts a record: whoever keeps sight of it sees it, nobody else, their school neither [G04]", async () => {
  const kase = await opened();
  const lead = await as("safeguarding.eastmere");
  expect((await lead.open(`/children/${kase.childId}`)).body).toContain(`href="${at(kase)}"`);
  const { body } = await lead.open(at(kase));
  expect(body).toContain("owed by the");
  // Ticked are who could lift it and who works on the case, and not the rest.
  const ticked = [...body.matchAll(/name="people" type="checkbox" value="(\d+)" checked/g)].map(
    ([, id]) => id,
  );
  expect(new Set(ticked)).toEqual(new Set([await idOf("named.eastmere"), await idOf("cme.eastmere")]));

  expect(
    (await send("safeguarding.eastmere", kase, "", { reason: "", people: ticked as string[] })).body,
  ).toContain("Enter why the record is restricted");
  const alone = await send("safeguarding.eastmere", kase, "", { reason: why });
  expect(alone.body).toContain("Let one more person who may lift the restriction keep sight of it");
  expect(await status("cme.eastmere", kase)).toBe(200);
  const named = await idOf("named.eastmere");
  expect((await send("safeguarding.eastmere", kase, "", { reason: why, people: named })).status).toBe(303);

  for (const who of ["cme.eastmere", "area.eastmere", "cme.westholme"])
    expect([who, await status(who, kase)]).toEqual([who, 404]);
  for (const who of ["safeguarding.eastmere", "named.eastmere"])
    expect([who, await status(who, kase)]).toEqual([who, 200]);
  const school = await as("school.eastmere");
  expect((await school.open(`/children/${kase.childId}`)).status).not.toBe(200);
  expect((await (await as("cme.eastmere")).open("/my-work")).body).not.toContain(kase.reference);
  expect((await lead.open(at(kase))).body).toContain(why);
  expect(await acts(kase)).toContain("restricted a record");
});

test("leave is given to one whose post shows the child, up to a day or until it is ended, and given again [G04]", async () => {
  const kase = await restricted("named.eastmere");
  const give = (fields: Record<string, string>) => send("named.eastmere", kase, "/leave", fields);
  const officer = { person: await idOf("cme.eastmere"), why: "She traces the family." };
  expect((await give({ ...officer, why: "" })).body).toContain("Enter what they need the record for");
  const stranger = { ...officer, person: await idOf("cme.westholme") };
  expect((await give(stranger)).body).toContain("Choose somebody whose post shows them this child");
  expect(
    (await give({ ...officer, "until-day": "1", "until-month": "11", "until-year": "2026" })).status,
  ).toBe(422);
  expect(await status("cme.eastmere", kase)).toBe(404);
  expect((await give(officer)).status).toBe(303);
  expect(await status("cme.eastmere", kase)).toBe(200);
  // What the leave is for and why the record is restricted is not hers to read.
  expect((await (await as("cme.eastmere")).open(at(kase))).status).toBe(403);

  const end = (person: string) => send("safeguarding.eastmere", kase, "/end", { person });
  expect((await end(officer.person)).status).toBe(303);
  expect(await status("cme.eastmere", kase)).toBe(404);
  const far = { "until-day": "1", "until-month": "12", "until-year": "2126" };
  expect((await give({ ...officer, ...far })).status).toBe(303);
  expect(await status("cme.eastmere", kase)).toBe(200);
  expect((await (await as("named.eastmere")).open(at(kase))).body).toMatch(/1 Dec(ember)? 2126/);

  // Somebody who may lift it always keeps sight.
  expect((await end(await idOf("named.eastmere"))).status).toBe(303);
  expect((await end(await idOf("safeguarding.eastmere"))).body).toContain("Give another one leave first");
  expect(await status("safeguarding.eastmere", kase)).toBe(200);
  expect(await acts(kase)).toEqual([
    "restricted a record",
    "gave leave",
    "ended leave",
    "gave leave",
    "ended leave",
  ]);
});

test("a restriction is lifted with a reason, and everybody sees the record again [G04]", async () => {
  const kase = await restricted("named.eastmere");
  const lift = (reason: string) => send("named.eastmere", kase, "/lift", { reason });
  expect((await lift("")).body).toContain("Enter why the restriction is lifted");
  expect((await lift("He has left the council.")).status).toBe(303);
  for (const who of ["cme.eastmere", "area.eastmere"])
    expect([who, await status(who, kase)]).toEqual([who, 200]);
  const { body } = await (await as("safeguarding.eastmere")).open(at(kase));
  expect(body).toContain("He has left the council.");
  expect(body).toContain(why);
  expect(await acts(kase)).toContain("lifted a restriction");
});

test("by broken glass nobody gives leave or lifts a restriction, on the page and in the database [G04]", async () => {
  const kase = await opened();
  await send("named.eastmere", kase, "", { reason: why, people: await idOf("safeguarding.eastmere") });
  await db.owner.query(
    `insert into restricted_leave (child_id, person_id, given_by, given_at, until_at)
     select $1, id, id, '2026-11-05T12:00Z', '2026-11-05T12:00Z' from people where email like 'safeguarding.eastmere@%'`,
    [kase.childId],
  );
  expect(await status("safeguarding.eastmere", kase)).toBe(404);
  const lead = await as("safeguarding.eastmere");
  const reason = "The police are at the door and ask where the child sleeps.";
  expect((await lead.send("/break-glass", { asked: kase.reference, reason })).status).toBe(303);
  const { body } = await lead.open(at(kase));
  expect(body).toContain("because you opened it in an emergency");
  expect(body).not.toContain(`action="${at(kase)}/lift"`);
  const { _csrf = "" } =
    /name="_csrf" value="(?<_csrf>[^"]+)"/.exec((await lead.open("/break-glass")).body)?.groups ?? {};
  for (const [part, fields] of [
    ["/lift", { reason: "No." }],
    ["/leave", { person: await idOf("cme.eastmere"), why: "No." }],
    ["/end", { person: await idOf("named.eastmere") }],
  ] as const)
    expect((await lead.post(`${at(kase)}${part}`, { _csrf, ...fields })).status).toBe(303);
  const { rows } = await db.owner.query(
    "select restricted, (select count(*)::int from restricted_leave where child_id = children.id) as given from children where id = $1",
    [kase.childId],
  );
  expect(rows).toEqual([{ restricted: true, given: 3 }]);
});

test("a restricted child whose family nobody may approach warns at the brother's door, and is not named there [E04]", async () => {
  const sister = await opened();
  const brother = await caseAtAddress(db, { forename: "Basil", surname: "Lockley" });
  later();
  const warned = async () => {
    const { body } = await (await as("cme.eastmere")).open(`/cases/${brother.reference}`);
    return {
      warns: body.includes("Ask the safeguarding lead before anybody"),
      names: body.includes(sister.reference),
    };
  };
  expect(await warned()).toEqual({ warns: false, names: expect.any(Boolean) });
  await db.owner.query(
    `insert into child_flags (child_id, flag, raised, source, made_at, made_by)
     select $1, 'forced-marriage', true, 'test', now(), min(id) from people`,
    [sister.childId],
  );
  await send("safeguarding.eastmere", sister, "", { reason: why, people: await idOf("named.eastmere") });
  expect(await status("cme.eastmere", sister)).toBe(404);
  expect(await warned()).toEqual({ warns: true, names: false });
});

test("the pages about who may see a record stand at every width [G04]", async () => {
  const [open, closed] = [await opened(), await restricted("named.eastmere", "cme.eastmere")];
  await lookAt({
    address: site.address,
    token: (await as("safeguarding.eastmere")).token,
    pages: { "restrict-record": at(open), "record-restricted": at(closed) },
    plain: true,
  });
}, 120_000);

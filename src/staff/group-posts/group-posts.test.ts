import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { lookAt } from "../../../test/support/look-at.ts";
import { addPupil } from "../../../test/support/pupils.ts";
import { referredChild } from "../../../test/support/referred-child.ts";
import { signedIn, unseenIn } from "../../../test/support/signed-in.ts";
import { webServer } from "../../web/server.ts";

let db: TestDatabase;
let server: FastifyInstance;
beforeAll(async () => {
  db = await testDatabase();
  server = await webServer(db.keepsight);
  await server.listen({ host: "localhost", port: 0 });
});
afterAll(async () => {
  await server.close();
  await db.end();
});

const idOf = async (groupName: string) =>
  Number((await db.owner.query("select id from group_posts where group_name = $1", [groupName])).rows[0]?.id);
const ask = async (fields: Record<string, string>) =>
  (await signedIn(db, server, "data.eastmere")).send("/staff-groups", fields);
const toldOf = async (name: string, groups: string[]) =>
  db.owner.query(
    `insert into sign_in_groups (person_id, groups, told_at) select id, $2, now() from people where email like $1
     on conflict (person_id) do update set groups = excluded.groups`,
    [`${name}@%`, groups],
  );
const postsOf = async (name: string) => (await db.who(name)).posts.map(({ role }) => role).sort();

test("a group gives a post once a second person agrees, and takes it when it ends, each in the audit log [G04]", async () => {
  await toldOf("area.eastmere", ["ks hub"]);
  expect((await ask({ groupName: "KS Hub", role: "ehe-officer" })).status).toBe(303);
  expect(await postsOf("area.eastmere")).toEqual(["area-attendance-officer"]);
  const [asker, second] = [
    await signedIn(db, server, "data.eastmere"),
    await signedIn(db, server, "named.eastmere"),
  ];
  const at = `/staff-groups/${await idOf("KS Hub")}`;
  // Nobody agrees to what they asked for, whatever form they send.
  expect((await asker.open("/staff-groups")).body).not.toContain(`${at}/agreement`);
  const unseen = unseenIn((await asker.open("/staff-groups")).body, "/staff-groups");
  expect((await asker.post(`${at}/agreement`, unseen)).status).toBe(303);
  expect(await postsOf("area.eastmere")).toEqual(["area-attendance-officer"]);
  await second.send("/staff-groups", {}, { action: `${at}/agreement` });
  expect(await postsOf("area.eastmere")).toEqual(["area-attendance-officer", "ehe-officer"]);
  expect((await asker.open("/staff-groups")).body).toContain("agreed by");
  const stranger = await signedIn(db, server, "data.westholme");
  const strangers = unseenIn((await stranger.open("/staff-groups")).body, "/staff-groups");
  expect((await stranger.post(`${at}/end`, strangers)).status).toBe(404);
  expect((await asker.send("/staff-groups", {}, { action: `${at}/end` })).status).toBe(303);
  expect(await postsOf("area.eastmere")).toEqual(["area-attendance-officer"]);
  const { rows } = await db.owner.query(
    `select act from audit_entries where (subject = 'group post' and subject_id = $1)
       or (subject = 'person' and act like '%post%') order by id`,
    [await idOf("KS Hub")],
  );
  expect(rows.map(({ act }) => act)).toEqual([
    ...["asked for a group's post", "agreed to a group's post", "gave a post by group"],
    ...["ended a group's post", "ended a post"],
  ]);
});

test.each([
  [{ groupName: "" }, "Enter the group"],
  [{ role: "area-manager" }, "Choose the area of the post"],
  [{ role: "school-attendance-officer" }, "Enter the number of a school of your authority"],
  [
    { role: "school-attendance-officer", laestab: "9982001" },
    "Enter the number of a school of your authority",
  ],
  [{ role: "police" }, "Choose the agency of this role"],
  [{ role: "police", ofOrganisation: "yes" }, "Sign-in names schools and authorities"],
  [{ laestab: "9972001" }, "Leave the school number empty"],
])("a group's post with %j is not asked for, and the page says why", async (change, words) => {
  const { status, body } = await ask({ groupName: "x", role: "ehe-officer", ...change });
  expect([status, body]).toEqual([422, expect.stringContaining(words)]);
});

test("a trust's group gives the post at each of its schools, asked and agreed once, and shows the pupils of those alone [G04]", async () => {
  const wrong = await ask({
    groupName: "Trust",
    role: "school-attendance-officer",
    laestab: "997/2001 9982001",
  });
  expect([wrong.status, wrong.body]).toEqual([422, expect.stringContaining("9982001 is none")]);
  await db.owner.query(
    `insert into people (issuer, subject, name, email) values ('test', 'trust', 'Tara Trust', 'trust.lead@keepsight.example')`,
  );
  await toldOf("trust.lead", ["trust"]);
  await ask({ groupName: "Trust", role: "school-attendance-officer", laestab: "997/2001, 9974001" });
  for (const [school, forename] of [
    ["Ashfield Primary School", "Ash"],
    ["Saltmarsh High School", "Salt"],
    ["Larkmere Primary School", "Lark"],
    ["Downland Primary School", "Down"],
  ] as const)
    await addPupil(db.owner, {
      ...{
        forename,
        surname: "Trustwood",
        school,
        authority: school.startsWith("Down") ? "Westholme" : "Eastmere",
      },
    });
  const { referral } = await referredChild(db.owner, { surname: "Reported" });
  const second = await signedIn(db, server, "named.eastmere");
  expect((await second.open("/staff-groups")).body).toContain("Agree to all 2");
  await second.send("/staff-groups", {}, { action: `/staff-groups/${await idOf("Trust")}/agreement` });
  const lead = await db.who("trust.lead");
  expect(lead.posts.map(({ role, schoolId }) => [role, schoolId === null])).toEqual([
    ["school-attendance-officer", false],
    ["school-attendance-officer", false],
  ]);
  // What they see is of those two schools, in the pages as in the database.
  const page = await signedIn(db, server, "trust.lead");
  const { location } = await page.send("/my-school", { sought: "Trustwood" });
  const { body } = await page.open((location ?? "").replace(/#.*/, ""));
  for (const word of [
    "Ashfield Primary School and Saltmarsh High School",
    "Ash Trustwood",
    "Salt Trustwood",
    referral.reference,
  ])
    expect(body).toContain(word);
  for (const word of ["Lark", "Down"]) expect(body).not.toContain(`${word} Trustwood`);
  const { rows } = await db.owner.query(
    "select id, forename from children where surname = 'Trustwood' order by id",
  );
  const seen = await Promise.all(rows.map(async ({ id }) => (await page.open(`/children/${id}`)).status));
  expect(seen).toEqual([200, 200, 404, 404]);
  // Of several schools, each stands beside its pupil where something is owed.
  const { rows: new1 } = await db.owner.query(
    `insert into provisions (child_id, kind, school_id, from_on, source, made_at, made_by)
     select id, 'on-roll', school_id, $1::timestamptz::date - 5, 'test', $1, (select id from people where subject = 'keepsight')
     from children where forename = 'Salt' and surname = 'Trustwood' returning child_id`,
    [db.keepsight.now().toString()],
  );
  expect(new1).toHaveLength(1);
  expect((await page.open("/my-school/returns")).body).toMatch(
    /Salt Trustwood<div[^>]*>Saltmarsh High School/,
  );
  expect((await page.open("/transfer-files")).body).toContain(
    "Salt Trustwood, came Saltmarsh High School on",
  );
  expect((await page.open("/my-school")).body).toContain("Your schools owe");
  // One school leaves the trust.
  const { rows: asked } = await db.owner.query(
    "select id from group_posts where group_name = 'Trust' order by id",
  );
  await second.send("/staff-groups", {}, { action: `/staff-groups/${asked[1].id}/end` });
  expect((await page.open(`/children/${rows[1].id}`)).status).toBe(404);
  expect((await page.open(`/children/${rows[0].id}`)).status).toBe(200);
});

test("a trust's group is asked for by the trust, and the page says when a school has joined or left it [G04]", async () => {
  const told = (urn: string, joined: string, left: string | null = null) =>
    db.owner.query(
      `insert into school_trusts (school_id, trust_uid, trust, joined_on, left_on) select id, '16901', 'Quill Trust', $2, $3 from schools where urn = $1
       on conflict (school_id, trust_uid) do update set joined_on = excluded.joined_on, left_on = excluded.left_on`,
      [urn, joined, left],
    );
  await told("900001", "2020-09-01");
  await told("900003", "2020-09-01");
  await told("900101", "2020-09-01");
  await told("900002", "2019-09-01", "2020-08-31");
  const asker = await signedIn(db, server, "data.eastmere");
  const page = async () => (await asker.open("/staff-groups")).body.replace(/\s+/g, " ");
  expect(await page()).toContain("Quill Trust: Ashfield Primary School, Saltmarsh High School<");
  const order = { groupName: "Quill Staff", role: "school-attendance-officer", trust: "16901" };
  for (const [change, words] of [
    [{ trust: "16902" }, "Choose a trust that has a school of your authority"],
    [{ laestab: "9972002" }, "9972002 is no school of Quill Trust"],
    [{ role: "ehe-officer" }, "Choose no trust: this role is of no school"],
    [{ ofOrganisation: "yes" }, "Leave school numbers and trust empty"],
  ] as const) {
    const refused = await ask({ ...order, ...change });
    expect([refused.status, refused.body]).toEqual([422, expect.stringContaining(words)]);
  }
  expect((await ask(order)).status).toBe(303);
  const again = await ask(order);
  expect([again.status, again.body]).toEqual([
    422,
    expect.stringContaining("at each school of Quill Trust here"),
  ]);
  const posts = async () =>
    (
      await db.owner.query(
        `select schools.urn, group_posts.id, agreed_at is not null as agreed, group_posts.ended_at is not null as ended
         from group_posts join schools on schools.id = school_id where group_name = 'Quill Staff' order by group_posts.id`,
      )
    ).rows as { urn: string; id: number; agreed: boolean; ended: boolean }[];
  expect((await posts()).map(({ urn, agreed }) => [urn, agreed])).toEqual([
    ["900001", false],
    ["900003", false],
  ]);
  expect(await page()).not.toContain("Schools that have joined or left a trust");
  const second = await signedIn(db, server, "named.eastmere");
  await second.send("/staff-groups", {}, { action: `/staff-groups/${(await posts())[0]?.id}/agreement` });
  // One school joins, another leaves; of what has not happened yet nothing is said.
  await told("900002", "2026-09-01");
  await told("900003", "2020-09-01", "2026-08-31");
  await told("900001", "2020-09-01", "2099-08-31");
  const joined = "Larkmere Primary School joined Quill Trust on 1 September 2026.";
  const left = "Saltmarsh High School left Quill Trust on 31 August 2026.";
  expect(await page()).toContain(joined);
  expect(await page()).toContain(left);
  expect(await page()).not.toContain("Ashfield Primary School left");
  expect((await (await signedIn(db, server, "data.westholme")).open("/staff-groups")).body).not.toContain(
    "joined Quill",
  );
  // What the page offers asks for the role at that school alone, and gives nothing before a second person agrees.
  expect((await asker.send("/staff-groups", { ...order, laestab: "9972002" })).status).toBe(303);
  expect((await posts()).map(({ urn, agreed }) => [urn, agreed])).toEqual([
    ["900001", true],
    ["900003", true],
    ["900002", false],
  ]);
  expect(await page()).not.toContain(joined);
  for (const { urn, id } of await posts())
    if (urn !== "900001") await asker.send("/staff-groups", {}, { action: `/staff-groups/${id}/end` });
  // Whoever ended it since the school joined is not told again.
  expect(await page()).not.toContain("Schools that have joined or left a trust");
  await told("900003", "2020-09-01");
});

test("nobody ends the group without which no one would keep groups any more [G04]", async () => {
  // Everybody who keeps groups in Eastmere does so by this one group.
  await ask({ groupName: "Keepers", role: "data-officer" });
  await ask({ groupName: "Keepers", role: "named-officer" });
  const { rows } = await db.owner.query(
    "select id from group_posts where group_name = 'Keepers' order by id",
  );
  const second = await signedIn(db, server, "named.eastmere");
  for (const { id } of rows)
    await second.send("/staff-groups", {}, { action: `/staff-groups/${id}/agreement` });
  await toldOf("data.eastmere", ["keepers"]);
  await db.owner.query(
    `
    update posts set group_post_id = $1 where role = 'data-officer' and person_id = (select id from people where email like 'data.eastmere@%')`,
    [rows[0].id],
  );
  await db.owner.query(`
    update posts set until_on = current_date - 1 where role = 'named-officer' and person_id = (select id from people where email like 'named.eastmere@%')`);
  const last = await signedIn(db, server, "data.eastmere");
  await last.send("/staff-groups", {}, { action: `/staff-groups/${rows[1].id}/end` });
  const refused = await last.send("/staff-groups", {}, { action: `/staff-groups/${rows[0].id}/end` });
  expect([refused.status, refused.body]).toEqual([
    422,
    expect.stringContaining("Nobody could keep groups any more"),
  ]);
  expect(await postsOf("data.eastmere")).toContain("data-officer");
  await db.owner.query(`update posts set until_on = null where role = 'named-officer'`);
  expect((await last.send("/staff-groups", {}, { action: `/staff-groups/${rows[0].id}/end` })).status).toBe(
    303,
  );
  await db.owner.query(`update posts set until_on = null, group_post_id = null where role = 'data-officer'`);
});

test("open cases of somebody who has left are on the register and can be given to another [E01]", async () => {
  const { childId } = await referredChild(db.owner, { forename: "Olle", surname: "Leftover" });
  await db.owner.query(
    `insert into cases (reference, child_id, authority_id, reason, procedure, procedure_version, opened_at, opened_by, owner_id)
     select 'EM-C-999001', $1, authorities.id, 'no-school', procedure, 1, now(), people.id, people.id
     from authorities, people where code = '997' and email like 'cme.eastmere@%'`,
    [childId],
  );
  const manager = await signedIn(db, server, "named.eastmere");
  expect((await manager.open("/overview")).body).not.toContain("Owned by a leaver");
  await db.owner.query(
    "update posts set until_on = current_date - 1 where person_id = (select id from people where email like 'cme.eastmere@%')",
  );
  expect((await manager.open("/overview")).body).toContain("Owned by a leaver");
  expect((await manager.open("/register?closed=")).body).toContain("is owned by somebody who has left");
  expect((await manager.open("/register?owner=left")).body).toContain("EM-C-999001");
});

test("the page has nothing that axe objects to and fits a phone", async () => {
  await ask({ groupName: "8f14e45f-ceea-467f-ad0d-1f2d3c4b5a69", role: "cme-officer" });
  // As if two schools had joined the trust of the group above, and one had left it.
  await db.owner.query("delete from group_posts where group_name = 'Quill Staff' and ended_at is not null");
  await db.owner.query(
    "update school_trusts set left_on = '2026-09-01' where school_id = (select id from schools where urn = '900001')",
  );
  const { body } = await (await signedIn(db, server, "data.eastmere")).open("/staff-groups");
  for (const words of ["joined Quill Trust", "left Quill Trust"]) expect(body).toContain(words);
  const { token } = await signedIn(db, server, "named.eastmere");
  await lookAt({
    ...{ address: `http://localhost:${(server.server.address() as AddressInfo).port}`, token },
    pages: { groups: "/staff-groups" },
  });
});

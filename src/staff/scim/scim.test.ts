import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type CallingSystem, calledBy, callingSystem } from "../../../test/support/calling-system.ts";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { signedIn } from "../../../test/support/signed-in.ts";
import { perform } from "../../context.ts";
import { webServer } from "../../web/server.ts";
import { type GroupPostOrder, groupPost } from "../group-posts/group-posts.store.ts";
import { agreeToGroupPost, askForGroupPosts } from "../group-posts/keep-group-posts.ts";

let db: TestDatabase;
let server: FastifyInstance;
let directory: CallingSystem;
let ofSchool: CallingSystem;
let count = 0;

beforeAll(async () => {
  db = await testDatabase();
  server = await webServer(db.keepsight);
  directory = await callingSystem(db, server, "staff-directory", { scopes: ["staff"] });
  ofSchool = await callingSystem(db, server, "school-staff-directory", {
    ...{ scopes: ["staff"], school: "Ashfield Primary School" },
  });
});
afterAll(async () => {
  await server.close();
  await db.end();
});
beforeEach(() => {
  count += 1;
});

type Method = Parameters<CallingSystem["call"]>[0];

/** One call by the secret itself, as Entra ID and Okta call. */
const scim = (system: CallingSystem, method: Method, path: string, body?: unknown, headers = {}) =>
  calledBy(server, {
    ...{ method, url: `/scim/v2${path}`, body },
    headers: {
      authorization: `Bearer ${system.secret}`,
      ...(body !== undefined && { "content-type": "application/scim+json" }),
      ...headers,
    },
  });

/** As Entra ID makes a user. */
const entraUser = (userName: string, more = {}) => ({
  schemas: [
    "urn:ietf:params:scim:schemas:core:2.0:User",
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
  ],
  externalId: `ext-${userName}`,
  userName,
  active: true,
  emails: [{ primary: true, type: "work", value: userName }],
  name: { formatted: "Perry Tidewell", givenName: "Perry", familyName: "Tidewell" },
  "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { department: "Education" },
  ...more,
});
const patchOf = (...Operations: object[]) => ({
  schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
  Operations,
});
const add = async (system: CallingSystem, userName = `joiner${count}@staff.example`, more = {}) =>
  (await scim(system, "POST", "/Users", entraUser(userName, more))).body as { id: string; userName: string };

const postsOf = async (email: string): Promise<string[]> => {
  const { rows } = await db.owner.query(
    `select role from posts join people on people.id = person_id where email = $1
     and current_date >= from_on and (until_on is null or until_on >= current_date) order by role`,
    [email],
  );
  return rows.map(({ role }) => role);
};
const auditOf = async (email: string): Promise<string[]> => {
  const { rows } = await db.owner.query(
    `select act from audit_entries where subject = 'person'
     and subject_id = (select id from people where email = $1) and act not like 'saw%' order by id`,
    [email],
  );
  return rows.map(({ act }) => act);
};

/** A group gives a post: the data officer asks, the named officer agrees. */
async function giveByGroup(
  groupName: string,
  role: string,
  more: Partial<GroupPostOrder> = {},
): Promise<number> {
  const [maker, second] = [await db.who("data.eastmere"), await db.who("named.eastmere")];
  const call = { act: "keep-staff-groups", request: "test" } as const;
  const order = { authorityId: maker.posts[0]?.authorityId ?? 0, groupName, role, ofOrganisation: false };
  const nowhere = { areaId: null, schoolId: null, agencyId: null, trustUid: null };
  const [id = 0] = await perform(db.keepsight, { viewer: maker, ...call }, (context) =>
    askForGroupPosts(context, [{ ...order, ...nowhere, ...more }]),
  );
  await perform(db.keepsight, { viewer: second, ...call }, async (context) => {
    const one = await groupPost(context.database, id);
    return one ? agreeToGroupPost(context, one) : "none";
  });
  return id;
}
const schoolId = async (laestab: string) =>
  Number((await db.owner.query("select id from schools where laestab = $1", [laestab])).rows[0].id);

describe("users", () => {
  test("are made, shown, found, listed and changed by their directory, with a version each time [G04]", async () => {
    const made = await scim(directory, "POST", "/Users", entraUser("Perry.T@staff.example"));
    expect([made.status, made.type]).toEqual([201, "application/scim+json; charset=utf-8"]);
    expect(made.headers["location"]).toBe(`http://localhost:3000/scim/v2/Users/${made.body.id}`);
    expect(made.body).toMatchObject({
      ...{ userName: "Perry.T@staff.example", externalId: "ext-Perry.T@staff.example", active: true },
      ...{ displayName: "Perry Tidewell", meta: { resourceType: "User", version: 'W/"1"' }, groups: [] },
    });
    const shown = await scim(directory, "GET", `/Users/${made.body.id}`);
    expect(shown.body).toEqual(made.body);
    const again = { "if-none-match": shown.headers["etag"] };
    expect((await scim(directory, "GET", `/Users/${made.body.id}`, undefined, again)).status).toBe(304);

    const found = (filter: string) =>
      scim(directory, "GET", `/Users?filter=${encodeURIComponent(filter)}&startIndex=1&count=1`);
    for (const filter of [
      'userName eq "perry.t@STAFF.example"',
      'externalId eq "ext-Perry.T@staff.example"',
      `urn:ietf:params:scim:schemas:core:2.0:User:userName eq "perry.t@staff.example"`,
    ]) {
      const { body } = await found(filter);
      expect([body.totalResults, body.Resources[0].id]).toEqual([1, made.body.id]);
    }
    expect((await found('userName eq "nobody@staff.example"')).body).toMatchObject({
      ...{ totalResults: 0, Resources: [], startIndex: 1, itemsPerPage: 0 },
    });
    const refused = await found('userName sw "p"');
    expect([refused.status, refused.body]).toEqual([
      400,
      expect.objectContaining({
        schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
        ...{ status: "400", scimType: "invalidFilter" },
      }),
    ]);

    const other = await add(directory);
    const second = await scim(directory, "GET", "/Users?startIndex=2&count=1");
    expect(second.body).toMatchObject({ totalResults: 2, startIndex: 2, itemsPerPage: 1 });
    expect(second.body.Resources[0].id).toBe(other.id);

    const twice = await scim(directory, "POST", "/Users", entraUser("perry.t@staff.example"));
    expect([twice.status, twice.body.scimType]).toEqual([409, "uniqueness"]);
    const old = { "if-match": 'W/"0"' };
    const put = entraUser("perry.t@staff.example", { name: { givenName: "Perry", familyName: "Marsh" } });
    expect((await scim(directory, "PUT", `/Users/${made.body.id}`, put, old)).status).toBe(412);
    const changed = await scim(directory, "PUT", `/Users/${made.body.id}`, put, { "if-match": 'W/"1"' });
    expect(changed.body).toMatchObject({
      displayName: "Perry Marsh",
      meta: { version: 'W/"2"' },
    });
    const { rows } = await db.owner.query("select name from people where email = 'perry.t@staff.example'");
    expect(rows).toEqual([{ name: "Perry Marsh" }]);
  });

  test("who leave lose every session and post at once, in the shapes that Entra ID and Okta send [G04]", async () => {
    await giveByGroup(`leavers-${count}`, "cme-officer");
    for (const [nth, leaving] of [
      patchOf({ op: "Replace", path: "active", value: "False" }),
      patchOf({ op: "Replace", path: "active", value: false }),
      patchOf({ op: "replace", value: { active: false } }),
      patchOf({ op: "Replace", value: { active: false, "name.familyName": "Left" } }),
    ].entries()) {
      const email = `leaver${nth}@staff.example`;
      const { id } = await add(directory, email);
      const members = [{ value: id }];
      const group = await scim(directory, "POST", "/Groups", { displayName: `LEAVERS-${count}`, members });
      expect([group.status, await postsOf(email)]).toEqual([201, ["cme-officer"]]);
      const session = await signedIn(db, server, `leaver${nth}`);
      expect((await session.open("/my-work")).status).toBe(200);

      const left = await scim(directory, "PATCH", `/Users/${id}`, leaving);
      expect([left.status, left.body.active]).toEqual([200, false]);
      expect(await postsOf(email)).toEqual([]);
      expect((await session.open("/my-work")).location ?? "").toContain("/sign-in");
      expect(await auditOf(email)).toEqual([
        ...["added a member of staff", "gave a post by group"],
        ...["noted that a member of staff has left", "ended a post"],
      ]);
      // Somebody who comes back on the same day holds the post again.
      const back = await scim(
        directory,
        "PATCH",
        `/Users/${id}`,
        patchOf({ op: "Add", path: "active", value: true }),
      );
      expect([back.body.active, await postsOf(email)]).toEqual([true, ["cme-officer"]]);
      await scim(directory, "DELETE", `/Groups/${group.body.id}`);
      expect(await postsOf(email)).toEqual([]);
    }
  });

  test("deleted are no longer shown and keep what they did; told of again, they are the same person [G03]", async () => {
    const { id } = await add(directory);
    const email = `joiner${count}@staff.example`;
    expect((await scim(directory, "DELETE", `/Users/${id}`)).status).toBe(204);
    expect((await scim(directory, "GET", `/Users/${id}`)).status).toBe(404);
    expect((await scim(directory, "DELETE", `/Users/${id}`)).status).toBe(404);
    const again = await scim(directory, "POST", "/Users", entraUser(email));
    expect([again.status, again.body.active]).toEqual([201, true]);
    const { rows } = await db.owner.query("select count(*)::int as n from people where email = $1", [email]);
    expect(rows).toEqual([{ n: 1 }]);
    expect(await auditOf(email)).toContain("took a member of staff back");
  });

  test("are changed by PATCH in each shape; what is not kept here is passed over, and a mistake is named", async () => {
    const { id } = await add(directory);
    const changed = await scim(
      directory,
      "PATCH",
      `/Users/${id}`,
      patchOf(
        { op: "Replace", path: 'emails[type eq "work"].value', value: `new${count}@staff.example` },
        { op: "Add", path: "name.givenName", value: "Robin" },
        { op: "replace", path: "urn:ietf:params:scim:schemas:core:2.0:User:externalId", value: "x-1" },
        {
          op: "Add",
          path: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
          value: "CME",
        },
        { op: "remove", path: "displayName" },
        { op: "replace", value: { name: { familyName: "Fenwater" }, title: "Officer" } },
      ),
    );
    expect([changed.status, changed.body.emails[0].value]).toEqual([200, `new${count}@staff.example`]);
    expect(changed.body).toMatchObject({ externalId: "x-1", name: { formatted: "Robin Fenwater" } });
    const { rows } = await db.owner.query("select name from people where email = $1", [
      `new${count}@staff.example`,
    ]);
    expect(rows).toEqual([{ name: "Robin Fenwater" }]);
    for (const [body, scimType] of [
      [patchOf({ op: "replace", path: "active", value: "perhaps" }), "invalidValue"],
      [patchOf({ op: "remove", path: "userName" }), "mutability"],
      [patchOf({ op: "remove" }), "invalidPath"],
      [patchOf({ op: "move", path: "active" }), "invalidSyntax"],
      [{}, "invalidSyntax"],
    ] as const) {
      const refused = await scim(directory, "PATCH", `/Users/${id}`, body);
      expect([refused.status, refused.body.scimType]).toEqual([400, scimType]);
    }
    const noEmail = await scim(directory, "POST", "/Users", { userName: "perry" });
    expect([noEmail.status, noEmail.body.detail]).toEqual([400, expect.stringContaining("e-mail")]);
    const broken = await scim(directory, "POST", "/Users", "{", { "content-type": "application/scim+json" });
    expect([broken.status, broken.body.scimType]).toEqual([400, "invalidSyntax"]);
  });
});

describe("groups", () => {
  test("give their members posts, by every shape in which members come and go [G04]", async () => {
    const name = `Officers ${count}`;
    await giveByGroup(name, "admissions-officer");
    const [one, two] = [await add(directory, "one@staff.example"), await add(directory, "two@staff.example")];
    const made = await scim(directory, "POST", "/Groups", {
      displayName: name,
      externalId: "g-1",
      members: [],
    });
    const group = `/Groups/${made.body.id}`;
    const held = async () => [await postsOf("one@staff.example"), await postsOf("two@staff.example")];
    const step = async (...operations: object[]) => {
      const { status } = await scim(directory, "PATCH", group, patchOf(...operations));
      return [status, ...(await held())];
    };
    const yes = ["admissions-officer"];
    const both = [{ value: one.id }, { value: two.id }];
    expect(await step({ op: "Add", path: "members", value: [{ value: one.id }] })).toEqual([200, yes, []]);
    expect(await step({ op: "replace", path: "members", value: both })).toEqual([200, yes, yes]);
    expect(await step({ op: "Remove", path: "members", value: [{ value: one.id }] })).toEqual([200, [], yes]);
    expect(await step({ op: "remove", path: `members[value eq "${two.id}"]` })).toEqual([200, [], []]);
    expect(await step({ op: "add", value: { members: both } })).toEqual([200, yes, yes]);
    expect(await step({ op: "remove", path: "members" })).toEqual([200, [], []]);
    await step({ op: "add", path: "members", value: both });
    // By another name it gives what that name gives: nothing.
    expect(await step({ op: "replace", value: { displayName: "Walkers" } })).toEqual([200, [], []]);
    expect(await step({ op: "Replace", path: "displayName", value: name })).toEqual([200, yes, yes]);

    const shown = await scim(directory, "GET", `${group}?excludedAttributes=members`);
    expect(shown.body.members).toBeUndefined();
    const found = await scim(
      directory,
      "GET",
      `/Groups?filter=${encodeURIComponent(`displayName eq "${name}"`)}`,
    );
    expect(found.body.Resources[0].members.map(({ value }: { value: string }) => value)).toEqual([
      one.id,
      two.id,
    ]);
    const stranger = await scim(
      directory,
      "PATCH",
      group,
      patchOf({ op: "add", path: "members", value: [{ value: "999999" }] }),
    );
    expect([stranger.status, stranger.body.scimType]).toEqual([400, "invalidValue"]);
  });

  test("of a school's directory give posts at that school alone, and it sees no other directory [G04]", async () => {
    const [ashfield, larkmere] = [await schoolId("9972001"), await schoolId("9972002")];
    await giveByGroup("Attendance", "school-attendance-officer", { schoolId: ashfield });
    await giveByGroup("Attendance", "school-attendance-officer", { schoolId: larkmere });
    await giveByGroup("Attendance", "cme-officer");
    const { id } = await add(ofSchool, "clerk@ashfield.example");
    await scim(ofSchool, "POST", "/Groups", { displayName: "Attendance", members: [{ value: id }] });
    expect(await postsOf("clerk@ashfield.example")).toEqual(["school-attendance-officer"]);
    const { rows } = await db.owner.query(
      "select distinct school_id from posts where person_id = (select id from people where email = 'clerk@ashfield.example')",
    );
    expect(rows).toEqual([{ school_id: ashfield }]);
    expect((await scim(directory, "GET", `/Users/${id}`)).status).toBe(404);
    const elsewhere = await callingSystem(db, server, "staff-directory", {
      ...{ scopes: ["staff"], authority: "Westholme" },
    });
    for (const method of ["GET", "DELETE"] as const)
      expect((await scim(elsewhere, method, `/Users/${id}`)).status).toBe(404);
    expect((await scim(elsewhere, "GET", "/Users")).body.totalResults).toBe(0);
  });

  test("of one directory take over nobody whom another knows: neither their name nor their e-mail nor their post [G04]", async () => {
    const elsewhere = await callingSystem(db, server, "staff-directory", {
      ...{ scopes: ["staff"], authority: "Westholme" },
    });
    const known = async () =>
      (await db.owner.query("select name, email, subject from people where email like 'cme.eastmere@%'"))
        .rows;
    const before = await known();
    const { id } = await add(elsewhere, before[0].email);
    const renamed = { op: "replace", value: { "name.familyName": "Mallory", active: true } };
    const moved = { op: "replace", path: 'emails[type eq "work"].value', value: "mallory@elsewhere.example" };
    expect((await scim(elsewhere, "PATCH", `/Users/${id}`, patchOf(renamed, moved))).status).toBe(200);
    await scim(elsewhere, "PATCH", `/Users/${id}`, patchOf({ op: "replace", path: "active", value: false }));
    expect(await known()).toEqual(before);
    expect(await postsOf(before[0].email)).toEqual(["cme-officer"]);
    // Nor does a school sign out somebody of the authority by saying that they have left the school.
    const session = await signedIn(db, server, "cme.eastmere");
    const { id: there } = await add(ofSchool, before[0].email);
    await scim(
      ofSchool,
      "PATCH",
      `/Users/${there}`,
      patchOf({ op: "replace", path: "active", value: false }),
    );
    expect((await session.open("/my-work")).status).toBe(200);
  });
});

describe("a directory", () => {
  test("calls by its secret or a token, reads no child, and nobody else tells of staff [G04]", async () => {
    const byToken = await directory.call("GET", "/scim/v2/Users");
    expect(byToken.status).toBe(200);
    expect((await directory.call("GET", "/api/v1/changes")).status).toBe(403);
    const reader = await callingSystem(db, server, "data-officer");
    for (const bearer of [reader.secret, reader.token, "keepsight_secret_made_up_by_somebody"]) {
      const refused = await scim({ ...reader, secret: bearer }, "GET", "/Users");
      expect([refused.status, refused.headers["www-authenticate"]]).toEqual([401, "Bearer"]);
    }
    await db.owner.query(
      "update api_clients set withdrawn_at = now(), withdrawn_by = made_by where id = $1",
      [ofSchool.id],
    );
    expect((await scim(ofSchool, "GET", "/Users")).status).toBe(401);
  });

  test("is told what it may ask", async () => {
    const config = await scim(directory, "GET", "/ServiceProviderConfig");
    expect(config.body).toMatchObject({
      patch: { supported: true },
      bulk: { supported: false },
      etag: { supported: true },
    });
    const types = await scim(directory, "GET", "/ResourceTypes");
    expect(types.body.Resources.map(({ endpoint }: { endpoint: string }) => endpoint)).toEqual([
      "/Users",
      "/Groups",
    ]);
    const kept = await scim(directory, "GET", "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User");
    expect(kept.body.attributes.map(({ name }: { name: string }) => name)).toContain("active");
    expect((await scim(directory, "GET", "/Schemas/other")).status).toBe(404);
    expect((await scim(directory, "POST", "/Bulk", {})).body.schemas[0]).toMatch(/Error$/);
  });
});

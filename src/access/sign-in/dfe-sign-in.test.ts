import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { jwtVerify } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { databaseFor } from "../../database/index.ts";
import { personByGroups, renewPosts } from "../staff.store.ts";
import { organisationIn } from "./dfe-sign-in.ts";
import { groupsTold } from "./groups-told.ts";

// The API here answers as DfE's public documentation says that its own does: that one answers onboarded services alone.
const secret = "an API secret of a test";
let db: TestDatabase;
let api: Server;
let url: string;
let access: Record<string, string[]> = {};

beforeAll(async () => {
  db = await testDatabase();
  api = createServer(async (request, reply) => {
    const token = (request.headers.authorization ?? "").replace("Bearer ", "");
    const known = await jwtVerify(token, new TextEncoder().encode(secret), {
      ...{ issuer: "keepsight", audience: "signin.education.gov.uk", algorithms: ["HS256"] },
    }).catch(() => undefined);
    const codes = access[request.url ?? ""];
    reply.statusCode = known ? (codes ? 200 : 404) : 401;
    reply.end(
      JSON.stringify({ roles: codes?.map((code) => ({ id: "1", name: code, code, status: { id: 1 } })) }),
    );
  }).listen(0, "localhost");
  await new Promise((listening) => api.once("listening", listening));
  url = `http://localhost:${(api.address() as AddressInfo).port}`;
  await db.owner.query(`
    insert into group_posts (authority_id, group_name, role, of_organisation, asked_at, asked_by, agreed_at, agreed_by)
    select authorities.id, v.name, v.role, true, now(), one.id, now(), other.id
    from authorities, people one, people other, (values ('KS_School', 'school-attendance-officer'), ('KS_LA', 'cme-officer')) v (name, role)
    where code = '997' and one.email like 'data.eastmere@%' and other.email like 'named.eastmere@%'`);
});
afterAll(async () => {
  api.close();
  await db.end();
});

const ashfield = {
  ...{ id: "23F20E54-79EA-4146-8E39-18197576F023", name: "Ashfield Primary School", ukprn: null, uid: null },
  ...{ category: { id: "001", name: "Establishment" }, urn: "900001", establishmentNumber: "2001" },
  localAuthority: { id: "x", name: "Eastmere", code: "997" },
};
const eastmere = {
  ...{ id: "11111111-79EA-4146-8E39-18197576F023", name: "Eastmere", urn: null },
  ...{ category: { id: "002", name: "Local Authority" }, establishmentNumber: "997" },
};

test("an organisation is read by its category: a school by URN and number, an authority by its code", () => {
  expect(organisationIn({ organisation: ashfield })).toEqual({
    id: ashfield.id,
    urn: "900001",
    laestab: "9972001",
  });
  expect(organisationIn({ organisation: JSON.stringify(eastmere) })).toEqual({
    id: eastmere.id,
    code: "997",
  });
  expect(organisationIn({ organisation: { id: "t", category: { id: "010" }, urn: "900001" } })).toEqual({
    id: "t",
  });
  for (const organisation of [undefined, "no JSON", {}, null])
    expect(organisationIn({ organisation })).toBeUndefined();
});

/** Signs in as DfE Sign-in would tell of somebody, and answers the posts that they hold then. */
async function signIn(subject: string, organisation: object): Promise<string[]> {
  const program = databaseFor(db.keepsight.pool, undefined);
  const dfe = {
    issuer: "https://dfe.example",
    clientId: "keepsight",
    clientSecret: "x",
    dfe: { url, secret },
  };
  const told = await groupsTold(program, dfe, { sub: subject, organisation });
  const person = { issuer: dfe.issuer, subject, name: "Sam Testwood", email: `${subject}@school.example` };
  const at = db.keepsight.now();
  const id = told && (await personByGroups(program, { ...person, ...told }, at));
  if (id) await renewPosts(program, [id], at);
  const { rows } = await db.owner.query(
    `select role || coalesce(', ' || schools.name, '') as post from posts left join schools on schools.id = posts.school_id
     where person_id = $1 and (until_on is null or until_on >= current_date)`,
    [id ?? 0],
  );
  return rows.map(({ post }) => post);
}

test("a role at DfE gives the post at the school or authority for which somebody signed in, and at no other [G04]", async () => {
  access = {
    [`/services/keepsight/organisations/${ashfield.id}/users/sam`]: ["KS_School", "Other"],
    [`/services/keepsight/organisations/${eastmere.id}/users/kim`]: ["KS_School", "KS_LA"],
  };
  expect(await signIn("sam", ashfield)).toEqual(["school-attendance-officer, Ashfield Primary School"]);
  // For another school they hold no role there, and the post at the first is over.
  const larkmere = { ...ashfield, id: "2", urn: "900002", establishmentNumber: "2002" };
  expect(await signIn("sam", larkmere)).toEqual([]);
  expect(await signIn("kim", eastmere)).toEqual(["cme-officer"]);
  // A school of an authority that agreed to nothing.
  const downland = { ...ashfield, id: "3", urn: "900101", establishmentNumber: "2001" };
  access["/services/keepsight/organisations/3/users/pat"] = ["KS_School"];
  expect(await signIn("pat", { ...downland, localAuthority: { code: "998" } })).toEqual([]);
});

test("nobody is let in on a guess when DfE does not say which roles they hold", async () => {
  const program = databaseFor(db.keepsight.pool, undefined);
  const wrong = { issuer: "x", clientId: "keepsight", clientSecret: "x", dfe: { url, secret: "another" } };
  await expect(groupsTold(program, wrong, { sub: "sam", organisation: ashfield })).rejects.toThrow(
    "does not say",
  );
  const claims = (more: object) =>
    groupsTold(program, { ...wrong, dfe: undefined, groupsClaim: "groups" }, more as never);
  // Entra ID, of somebody in more than 200 groups: what was told last goes on.
  expect(await claims({ _claim_names: { groups: "src1" } })).toBeUndefined();
  expect(await claims({})).toEqual({ groups: [], place: undefined });
  expect(await claims({ groups: "One, Two" })).toEqual({ groups: ["One", "Two"], place: undefined });
});

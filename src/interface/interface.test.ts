import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CallingSystem, calledBy, callingSystem, tokenOf } from "../../test/support/calling-system.ts";
import { caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { webServer } from "../web/server.ts";

let db: TestDatabase;
let server: FastifyInstance;
let officer: CallingSystem;
beforeAll(async () => {
  db = await testDatabase();
  server = await webServer(db.keepsight);
  db.setNow("2026-11-03T10:00:00Z");
  officer = await callingSystem(db, server, "cme-officer");
});
afterAll(async () => {
  await server.close();
  await db.end();
});

let count = 0;
const aCase = () => caseAtAddress(db, { forename: "Rosa", surname: `Interfaceby${count++}` });
const audited = async (system: CallingSystem) =>
  (
    await db.owner.query("select act from audit_entries where person_id = $1 order by id", [system.personId])
  ).rows.map(({ act }) => act);

test("a system reads a case with everything of it, and each reading is in the audit log under its name [G04]", async () => {
  const { reference, childId } = await aCase();
  const at = `/api/v1/cases/${reference}`;
  expect((await officer.call("GET", at)).body).toMatchObject({
    reference,
    childId,
    open: true,
    nextStep: { role: "cme-officer" },
  });
  expect(
    (await officer.call("GET", `${at}/facts`)).body.rows.map(({ kind }: { kind: string }) => kind),
  ).toEqual(["referral-received", "case-opened", "database-checked"]);
  expect((await officer.call("GET", `/api/v1/children/${childId}`)).body.carers[0]).toMatchObject({
    relationship: "mother",
  });
  expect((await audited(officer)).slice(-3)).toEqual(["saw case", "saw case", "saw child"]);
});

test("a session's cookie opens nothing here, nor does a key for lists or a token that was made up [G04]", async () => {
  const { token } = await signedIn(db, server, "cme.eastmere");
  const url = "/api/v1/cases";
  for (const headers of [
    { cookie: `keepsight=${token}` },
    { authorization: `Bearer ${token}` },
    { authorization: `Bearer ${officer.secret}` },
    { authorization: "Bearer keepsight_token_of_nobody_at_all" },
  ]) {
    const answer = await calledBy(server, { method: "GET", url, headers: headers as Record<string, string> });
    expect([answer.status, answer.type, answer.headers["www-authenticate"]]).toEqual([
      401,
      "application/problem+json; charset=utf-8",
      "Bearer",
    ]);
  }
  expect(
    (await server.inject({ url: "/my-work", headers: { authorization: `Bearer ${officer.token}` } }))
      .statusCode,
  ).toBe(303);
});

test("a system sees what its role may, in its place, and never a restricted child [G04]", async () => {
  const school = await callingSystem(db, server, "school-attendance-officer", {
    school: "Larkmere Primary School",
  });
  const elsewhere = await caseAtAddress(db, {
    forename: "Rosa",
    surname: "Overthere",
    authority: "Westholme",
  });
  const restricted = await aCase();
  await db.owner.query("update children set restricted = true where id = $1", [restricted.childId]);
  const here = await aCase();
  expect((await school.call("GET", `/api/v1/children/${here.childId}`)).status).toBe(404);
  expect((await school.call("GET", `/api/v1/cases/${here.reference}`)).status).toBe(403);
  for (const { reference, childId } of [elsewhere, restricted]) {
    expect((await officer.call("GET", `/api/v1/cases/${reference}`)).status).toBe(404);
    expect((await officer.call("GET", `/api/v1/children/${childId}`)).status).toBe(404);
  }
  const pages = ["/api/v1/cases", "/api/v1/registers/2026-11-03", "/api/v1/changes?limit=200"];
  for (const page of pages) {
    const listed = (await officer.call("GET", page)).body.rows.map(
      (row: { reference: string }) => row.reference,
    );
    expect(listed).toContain(here.reference);
    expect(listed).not.toContain(restricted.reference);
    expect(listed).not.toContain(elsewhere.reference);
  }
  const found = await officer.call("POST", "/api/v1/children/searches", {
    body: { names: "Rosa Overthere" },
  });
  expect(found.body.children).toEqual([]);
});

test("a client is let into its scopes alone, and a token into those that it was asked for [G04]", async () => {
  const reader = await callingSystem(db, server, "cme-officer", { scopes: ["cases:read"] });
  expect((await reader.call("GET", "/api/v1/cases")).status).toBe(200);
  expect(await reader.call("GET", "/api/v1/registers/2026-11-03")).toMatchObject({
    status: 403,
    body: { detail: "Ask for a client with the scope registers:read." },
  });
  const grant = (scope: string) =>
    server.inject({
      ...{ method: "POST", url: "/api/v1/token", payload: `grant_type=client_credentials&scope=${scope}` },
      headers: {
        authorization: `Basic ${Buffer.from(`${officer.key}:${officer.secret}`).toString("base64")}`,
        "content-type": "application/x-www-form-urlencoded",
      },
    });
  const narrow = (await grant("children:read")).json();
  expect(narrow).toMatchObject({ token_type: "Bearer", expires_in: 900, scope: "children:read" });
  const headers = { authorization: `Bearer ${narrow.access_token}` };
  expect((await calledBy(server, { method: "GET", url: "/api/v1/cases", headers })).status).toBe(403);
  expect((await grant("people:delete")).json()).toMatchObject({ error: "invalid_scope" });
});

test("a token is good for a quarter of an hour, and for no moment once its client is withdrawn; hashes alone are kept [G04]", async () => {
  const system = await callingSystem(db, server, "cme-officer");
  db.setNow("2026-11-03T10:14:00Z");
  expect((await system.call("GET", "/api/v1/cases")).status).toBe(200);
  db.setNow("2026-11-03T10:15:01Z");
  expect((await system.call("GET", "/api/v1/cases")).status).toBe(401);
  const fresh = await tokenOf(server, system.key, system.secret);
  const headers = { authorization: `Bearer ${fresh}` };
  const call = () => calledBy(server, { method: "GET", url: "/api/v1/cases", headers });
  expect((await call()).status).toBe(200);
  const kept = await db.owner.query(
    "select row_to_json(c)::text as kept from api_clients c union all select row_to_json(t)::text from api_tokens t union all select row_to_json(f)::text from sent_forms f union all select details::text from audit_entries",
  );
  expect(kept.rows.filter(({ kept: text }) => text.includes(system.secret) || text.includes(fresh))).toEqual(
    [],
  );
  const named = await signedIn(db, server, "named.eastmere");
  await named.send("/clients", {}, { action: `/clients/${system.id}/withdrawal` });
  expect((await call()).status).toBe(401);
  expect(await tokenOf(server, system.key, system.secret)).toBeUndefined();
  db.setNow("2026-11-03T10:00:00Z");
  officer = await callingSystem(db, server, "cme-officer");
});

test("a client that has run out gets no token [G04]", async () => {
  const system = await callingSystem(db, server, "cme-officer");
  await db.owner.query("update api_clients set expires_on = '2026-11-02' where id = $1", [system.id]);
  expect((await system.call("GET", "/api/v1/cases")).status).toBe(401);
  expect(await tokenOf(server, system.key, system.secret)).toBeUndefined();
});

test("an answer that the caller has already is not sent again, and a case that changed is [B10]", async () => {
  const { reference } = await aCase();
  const at = `/api/v1/cases/${reference}`;
  const etag = (await officer.call("GET", at)).headers["etag"] ?? "";
  const again = await officer.call("GET", at, { headers: { "if-none-match": `"x", ${etag}` } });
  expect([again.status, again.body]).toEqual([304, ""]);
  const headers = { "if-match": etag, "idempotency-key": "a" };
  const body = { kind: "agency-told", agency: "police", happenedOn: "2026-11-03" };
  const recorded = await officer.call("POST", `${at}/facts`, { body, headers });
  expect([recorded.status, recorded.headers["location"]]).toEqual([201, at]);
  expect((await officer.call("GET", at, { headers: { "if-none-match": etag } })).status).toBe(200);
});

test("nobody writes over what was recorded meanwhile, nor without saying what was seen [G03]", async () => {
  const { reference } = await aCase();
  const at = `/api/v1/cases/${reference}`;
  const etag = (await officer.call("GET", at)).headers["etag"] ?? "";
  const tell = (key: string, ifMatch?: string) =>
    officer.call("POST", `${at}/facts`, {
      body: { kind: "agency-told", agency: "police", happenedOn: "2026-11-03" },
      headers: { "idempotency-key": key, ...(ifMatch && { "if-match": ifMatch }) },
    });
  expect((await tell("b")).status).toBe(428);
  const first = await tell("b", etag);
  expect(first.status).toBe(201);
  expect((await tell("c", etag)).status).toBe(412);
  expect((await tell("c", 'W/"guessed"')).status).toBe(412);
  expect((await tell("c", first.headers["etag"])).status).toBe(201);
});

test("the same Idempotency-Key gives the first answer and records once, also at the same moment; with something else it is refused [A02]", async () => {
  const { reference, caseId } = await aCase();
  const send = (note: string, key?: string) =>
    officer.call("POST", `/api/v1/cases/${reference}/notes`, {
      body: { note },
      headers: key === undefined ? {} : { "idempotency-key": key },
    });
  expect((await send("Heard from the aunt.")).status).toBe(400);
  const [first, second] = await Promise.all([
    send("Heard from the aunt.", "d"),
    send("Heard from the aunt.", "d"),
  ]);
  expect(first.status).toBe(201);
  expect([second.status, second.body, second.headers["etag"]]).toEqual([
    201,
    first.body,
    first.headers["etag"],
  ]);
  expect((await send("Heard from the uncle.", "d")).status).toBe(422);
  const { rows } = await db.owner.query(
    "select count(*)::int as notes from case_facts where case_id = $1 and kind = 'note-made'",
    [caseId],
  );
  expect(rows).toEqual([{ notes: 1 }]);
});

test("what is sent is read by the form's own rules, and each fault names its field and mend [G03]", async () => {
  const { reference } = await aCase();
  const send = (body: object) =>
    officer.call("POST", `/api/v1/cases/${reference}/facts`, {
      body,
      headers: { "idempotency-key": `e${count++}`, "if-match": "*" },
    });
  expect(
    (await send({ kind: "roll-confirmed", startedOn: "2026-13-01", happenedOn: "2026-11-04", mood: "x" }))
      .body,
  ).toMatchObject({
    status: 422,
    errors: [{ field: "mood", mend: "This is not asked. Leave it out." }],
  });
  expect(
    (await send({ kind: "roll-confirmed", startedOn: "2026-13-01", happenedOn: "2026-11-04" })).body.errors,
  ).toEqual([
    { field: "schoolName", mend: "Enter the name of the school" },
    { field: "startedOn", mend: "The day on which the child started must be a real date, like 27 3 2016" },
    { field: "confirmedBy", mend: "Enter who at the school confirmed it" },
    { field: "happenedOn", mend: "The day on which it happened must be today or in the past" },
  ]);
  expect((await send({ kind: "child-vanished" })).body.errors[0].field).toBe("kind");
});

test("a list is followed by its key to the end, each row once [B10]", async () => {
  await Promise.all([aCase(), aCase()]);
  const seen: string[] = [];
  let next: string | undefined = "/api/v1/cases?limit=2";
  while (next) {
    const page = await officer.call("GET", next);
    seen.push(...page.body.rows.map((row: { reference: string }) => row.reference));
    expect(page.body.rows.length).toBeLessThanOrEqual(2);
    next = /^<(.+)>; rel="next"$/.exec(page.headers["link"] ?? "")?.[1];
    expect(page.body.next === null).toBe(next === undefined);
  }
  const { rows } = await db.owner.query(
    "select reference from cases join children on children.id = child_id where cases.authority_id = (select id from authorities where name = 'Eastmere') and not children.restricted order by cases.id",
  );
  expect(seen).toEqual(rows.map(({ reference }) => reference));
  expect(
    (await officer.call("GET", "/api/v1/cases?limit=500&colour=red")).body.errors.map(
      ({ field }: { field: string }) => field,
    ),
  ).toEqual(["limit", "colour"]);
});

test("no change is passed over that ends after its neighbour, and the sender of a referral is told of it [B10]", async () => {
  const school = await callingSystem(db, server, "school-attendance-officer", {
    school: "Ashfield Primary School",
  });
  const start = (await officer.call("GET", "/api/v1/changes?limit=200")).body.rows.at(-1)?.position ?? 0;
  const slow = await aCase();
  const other = await aCase();
  const since = async (system: CallingSystem, after: number) =>
    (await system.call("GET", `/api/v1/changes?after=${after}&limit=200`)).body.rows as {
      position: number;
      kind: string;
      reference: string;
    }[];
  const known = (await since(officer, start)).at(-1)?.position ?? 0;
  const fact = (caseId: number) =>
    `insert into case_facts (case_id, kind, happened_at, details, made_at, made_by) select ${caseId}, 'absence-explained', now(), '{}', now(), ${officer.personId}`;
  await db.owner.query(`begin; ${fact(slow.caseId)}`);
  expect(await since(officer, known)).toEqual([]);
  await officer.call("POST", `/api/v1/cases/${other.reference}/notes`, {
    body: { note: "x" },
    headers: { "idempotency-key": "f" },
  });
  const [first] = await since(officer, known);
  expect(first).toMatchObject({ kind: "case-changed", reference: other.reference });
  await db.owner.query("commit");
  expect(await since(officer, first?.position ?? 0)).toMatchObject([
    { kind: "case-changed", reference: slow.reference },
  ]);
  const told = await since(school, 0);
  expect(new Set(told.map(({ kind }) => kind))).toEqual(
    new Set(["referral-received", "referral-acknowledged"]),
  );
  expect(JSON.stringify(told)).not.toContain("Interfaceby");
});

test("whoever calls too often waits as long as Retry-After says, each client for itself [G04]", async () => {
  const one = await callingSystem(db, server, "cme-officer");
  const other = await callingSystem(db, server, "cme-officer");
  const { requestsAMinute } = db.keepsight.settings;
  let last = await one.call("GET", "/api/v1/cases");
  for (let nth = 0; nth < requestsAMinute && last.status !== 429; nth++)
    last = await one.call("GET", "/api/v1/children/x");
  expect([last.status, Number(last.headers["retry-after"]) > 0]).toEqual([429, true]);
  expect((await other.call("GET", "/api/v1/cases")).status).toBe(200);
});

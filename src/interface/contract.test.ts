import diagnostics from "node:diagnostics_channel";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance, RouteOptions } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import {
  type Called,
  type CallingSystem,
  calledBy,
  callingSystem,
} from "../../test/support/calling-system.ts";
import { type CaseAtAddress, caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { perform } from "../context.ts";
import { hashOfKey, makeApiKey, newKey } from "../feeds/api/make-key.ts";
import { listDefinitions } from "../feeds/index.ts";
import { webServer } from "../web/server.ts";
import type { Described, OpenApi } from "./document/open-api.ts";

let db: TestDatabase;
let server: FastifyInstance;
let document: OpenApi;
let kase: CaseAtAddress;
let officer: CallingSystem;
let school: CallingSystem;
let police: CallingSystem;
let manager: CallingSystem;
let admissions: CallingSystem;
let schoolThere: CallingSystem;
const routes: string[] = [];

beforeAll(async () => {
  db = await testDatabase();
  db.keepsight.settings.dataFolder = mkdtempSync(join(tmpdir(), "keepsight-interface-"));
  const listen = (told: unknown) =>
    (told as { fastify: FastifyInstance }).fastify.addHook("onRoute", ({ method, url }: RouteOptions) => {
      for (const each of [method].flat())
        if (each !== "HEAD" && url.startsWith("/api/")) routes.push(`${each.toLowerCase()} ${url}`);
    });
  diagnostics.subscribe("fastify.initialization", listen);
  server = await webServer(db.keepsight);
  await server.ready();
  diagnostics.unsubscribe("fastify.initialization", listen);
  document = (await calledBy(server, { method: "GET", url: "/api/v1/openapi.json", headers: {} })).body;
  kase = await caseAtAddress(db, { forename: "Rosa", surname: "Contractby" });
  db.setNow("2026-11-05T10:00:00Z");
  officer = await callingSystem(db, server, "cme-officer");
  school = await callingSystem(db, server, "school-attendance-officer", {
    school: "Ashfield Primary School",
  });
  police = await callingSystem(db, server, "police");
  admissions = await callingSystem(db, server, "ehe-officer");
  schoolThere = await callingSystem(db, server, "school-attendance-officer", {
    ...{ school: "Downland Primary School", authority: "Westholme" },
  });
  manager = await callingSystem(db, server, "data-officer");
  const viewer = await db.who("data.eastmere");
  const order = { authorityId: kase.authorityId, schoolId: null, lists: ["rolls"], called: "Registers" };
  await perform(db.keepsight, { viewer, act: "keep-api-keys", request: "test" }, (context) =>
    makeApiKey(context, order, hashOfKey(listKey)),
  );
});
afterAll(async () => {
  await server.close();
  await db.end();
});

let keys = 0;
const listKey = newKey();
const withKey = (method: string, url: string, key: string, body?: string): Tried =>
  calledBy(server, { ...{ method, url, body }, headers: { authorization: `Bearer ${key}` } });
const once = () => ({ "idempotency-key": `key ${keys++}` });
const any = () => ({ ...once(), "if-match": "*" });
const aCase = async () =>
  (await caseAtAddress(db, { forename: "Ivo", surname: `Contract${keys++}` })).reference;
const aPupil = async (authority: string) => {
  const { childId } = await caseAtAddress(db, { forename: "Una", surname: `Pupil${keys++}`, authority });
  // Decided, so that another may be sent.
  await db.owner.query(
    "update referrals set case_id = (select id from cases where child_id = $1) where child_id = $1",
    [childId],
  );
  return childId;
};

type Tried = Promise<Called>;
type Tries = { well: () => Tried; refused: () => Tried };

const read = (
  path: () => string,
  by: () => CallingSystem = () => officer,
  not: () => CallingSystem = () => police,
): Tries => ({
  well: () => by().call("GET", path()),
  refused: () => not().call("GET", path()),
});
const write = (
  by: () => CallingSystem,
  path: () => string | Promise<string>,
  body: () => unknown | Promise<unknown>,
  refused: unknown,
): Tries => ({
  well: async () => by().call("POST", await path(), { body: await body(), headers: any() }),
  refused: async () => by().call("POST", await path(), { body: refused, headers: any() }),
});
const at = (reference: string, rest = "") => `/api/v1/cases/${reference}${rest}`;
const feeds = (word: string): Tries => ({
  well: () =>
    manager.call("POST", `/api/v1/feeds/${word}`, { body: `UPN,Surname\nx,${keys}\n`, headers: once() }),
  refused: () => manager.call("POST", `/api/v1/feeds/${word}`, { body: "", headers: once() }),
});

type Asked = {
  type?: string;
  format?: string;
  enum?: string[];
  items?: { enum: string[] };
  maxLength?: number;
  pattern?: string;
};

/** A form's answers from its description: each question answered with something that it takes. */
function answersOf(form: string): Record<string, unknown> {
  const { requestBody } = document.paths[`/api/v1/referrals/${form}`]?.["post"] ?? {};
  const schema = requestBody?.content["application/json"]?.schema as {
    properties: { answers: { properties: Record<string, Asked> } };
  };
  const asked = schema.properties.answers.properties;
  return {
    ...Object.fromEntries(
      Object.keys(asked).map((name) => [name, given[name] ?? takenBy(asked[name] ?? {})]),
    ),
  };
}
/** What a question takes that wants more than any words. */
const given: Record<string, string> = {
  ...{
    upn: "",
    formerUpn: "",
    postcode: "EA4 7DN",
    newPostcode: "EA4 7DN",
    missingAt: "14:30",
    returnedAt: "14:30",
  },
};
function takenBy({ type, format, enum: words, items, maxLength = 99, pattern }: Asked): unknown {
  if (words) return words.includes("no") ? "no" : words[0];
  if (type === "array") return [items?.enum[0]];
  // A telephone number: the one thing of which the document says how it looks.
  if (pattern && !format) return "01632 960001";
  return format === "date" ? "2020-10-16" : "Not known".slice(0, maxLength);
}
const describing = (form: string, by: () => CallingSystem) =>
  write(
    by,
    () => `/api/v1/referrals/${form}`,
    () => ({ answers: answersOf(form) }),
    { answers: { forename: "Kit" } },
  );
const ofPupil = (form: string, by: () => CallingSystem, authority: string, more = {}) =>
  write(
    by,
    () => `/api/v1/referrals/${form}`,
    async () => ({ childId: await aPupil(authority), answers: { ...answersOf(form), ...more } }),
    { childId: 0, answers: { nickname: "x" } },
  );

/** How each operation of the document is done well, and how it is refused. */
const tries: Record<string, Tries> = {
  findChildren: {
    well: () => officer.call("POST", "/api/v1/children/searches", { body: { names: "Rosa Contractby" } }),
    refused: () => officer.call("POST", "/api/v1/children/searches", { body: { dateOfBirth: "2015-02-31" } }),
  },
  readChild: read(() => `/api/v1/children/${kase.childId}`),
  listCases: read(() => "/api/v1/cases?limit=1"),
  readCase: read(() => at(kase.reference)),
  listFacts: read(() => at(kase.reference, "/facts")),
  listObligations: read(() => at(kase.reference, "/obligations")),
  listEnquiries: read(() => at(kase.reference, "/enquiries")),
  listVisits: read(() => at(kase.reference, "/visits")),
  readRegister: read(() => "/api/v1/registers/2026-11-03"),
  readReferral: read(
    () => `/api/v1/referrals/${kase.referral.reference}`,
    () => school,
    () => police,
  ),
  recordFact: write(
    () => officer,
    async () => at(await aCase(), "/facts"),
    () => ({ kind: "agency-told", agency: "police", happenedOn: "2026-11-03" }),
    { kind: "agency-told", agency: "nobody", happenedOn: "2027-11-03" },
  ),
  addNote: write(
    () => officer,
    () => at(kase.reference, "/notes"),
    () => ({ note: "Heard nothing." }),
    {},
  ),
  recordDatabaseCheck: write(
    () => officer,
    async () => at(await aCase(), "/database-checks"),
    () => ({ found: "nothing" }),
    { found: "everything" },
  ),
  adviseRemoval: write(
    () => officer,
    async () => at(await aCase(), "/removal-advice"),
    () => ({ removeOn: "2026-11-03" }),
    {},
  ),
  sendCme1: ofPupil("cme1", () => school, "Eastmere"),
  sendHubReferral: ofPupil("hub-referral", () => schoolThere, "Westholme", { concern: "yes" }),
  sendAttendanceReferral: ofPupil("attendance-referral", () => school, "Eastmere"),
  sendSchoolReferral: ofPupil("school-referral", () => schoolThere, "Westholme"),
  sendCme2: describing("cme2", () => police),
  sendCme3: describing("cme3", () => admissions),
  sendMemo: describing("memo", () => admissions),
  sendNotice: describing("notice", () => police),
  sendPoliceMissing: describing("police-missing", () => police),
  sendPoliceReturn: describing("police-return", () => police),
  ...Object.fromEntries(
    listDefinitions.map(({ word }) => [
      `sendList-${word}`.replace(/-(.)/g, (_, l: string) => l.toUpperCase()),
      feeds(word),
    ]),
  ),
  readFeed: {
    well: async () => manager.call("GET", (await tries["sendListRolls"]?.well())?.headers["location"] ?? ""),
    refused: () => school.call("GET", "/api/v1/feeds/999999"),
  },
  listChanges: read(
    () => "/api/v1/changes",
    () => officer,
    () => ({ ...officer, call: (m, u) => officer.call(m, `${u}?after=x`) }),
  ),
  getToken: {
    well: () =>
      token({ grant_type: "client_credentials", client_id: officer.key, client_secret: officer.secret }),
    refused: () =>
      token({ grant_type: "client_credentials", client_id: officer.key, client_secret: "guessed" }),
  },
  sendListWithKey: {
    well: () => withKey("POST", "/api/imports/rolls", listKey, `UPN,Surname\nx,${keys++}\n`),
    refused: () => withKey("POST", "/api/imports/rolls", officer.token, "UPN\nx\n"),
  },
  readImportWithKey: {
    well: async () => {
      const { body } = await withKey("POST", "/api/imports/rolls", listKey, `UPN,Surname\nx,${keys++}\n`);
      return withKey("GET", body.import, listKey);
    },
    refused: () => withKey("GET", "/api/imports/99999", listKey),
  },
  listWebhooks: {
    well: () => officer.call("GET", "/api/v1/webhooks"),
    refused: () => calledBy(server, { method: "GET", url: "/api/v1/webhooks", headers: {} }),
  },
  makeWebhook: write(
    () => officer,
    () => "/api/v1/webhooks",
    () => ({ url: "https://system.example/keepsight", kinds: ["case-closed"] }),
    { url: "nowhere", kinds: [] },
  ),
  endWebhook: {
    well: async () => {
      const { body } = (await tries["makeWebhook"]?.well()) ?? { body: {} };
      return officer.call("DELETE", `/api/v1/webhooks/${body.id}`);
    },
    refused: () => officer.call("DELETE", "/api/v1/webhooks/99999"),
  },
  closeCase: {
    well: async () => {
      const reference = await aCase();
      const confirmed = {
        kind: "left-area-confirmed",
        whereTo: "Norwich",
        confirmedBy: "The council",
        happenedOn: "2026-11-03",
      };
      await officer.call("POST", at(reference, "/facts"), { body: confirmed, headers: any() });
      return officer.call("POST", at(reference, "/closure"), {
        body: { outcome: "left-area" },
        headers: any(),
      });
    },
    refused: () =>
      officer.call("POST", at(kase.reference, "/closure"), { body: { outcome: "on-roll" }, headers: any() }),
  },
};

const token = (grant: Record<string, string>): Tried =>
  server
    .inject({
      ...{ method: "POST", url: "/api/v1/token", payload: new URLSearchParams(grant).toString() },
      headers: { "content-type": "application/x-www-form-urlencoded" },
    })
    .then(({ statusCode, headers, body }) => ({
      ...{ status: statusCode, headers: {}, type: String(headers["content-type"]), body: JSON.parse(body) },
    }));

const operationsOf = (): [string, string, string, Described][] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, each]): [string, string, string, Described] => [
      each.operationId,
      method,
      path,
      each,
    ]),
  );

/** What the document says that an answer of this status and kind holds; undefined where it says nothing. */
function schemaOf({ responses }: Described, { status, type }: Called): z.ZodType | undefined {
  const schema = responses[status]?.content?.[type.split(";")[0] ?? ""]?.schema;
  const named = schema?.["$ref"] ? String(schema["$ref"]).split("/").at(-1) : undefined;
  const schemas = document.components["schemas"] as Record<string, object>;
  const whole = named ? schemas[named] : schema;
  return whole && z.fromJSONSchema(whole as Parameters<typeof z.fromJSONSchema>[0]);
}

test("every address under /api is in the document, and the other way round", () => {
  const paths = operationsOf().map(([, method, path]) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`);
  // The document does not describe itself.
  expect(routes.filter((route) => route !== "get /api/v1/openapi.json").sort()).toEqual(paths.sort());
  expect(
    operationsOf()
      .map(([name]) => name)
      .sort(),
  ).toEqual(Object.keys(tries).sort());
});

test("every operation answers as the document says, done well and refused [B10] [G04]", async () => {
  const amiss: string[] = [];
  for (const [name, , , operation] of operationsOf())
    for (const how of ["well", "refused"] as const) {
      const answer = await tries[name]?.[how]();
      if (!answer) continue;
      const said = `${name} ${how}: ${answer.status}`;
      if ((how === "well") !== answer.status < 300) amiss.push(`${said} ${JSON.stringify(answer.body)}`);
      else if (!operation.responses[answer.status]) amiss.push(`${said} is not in the document`);
      else if (answer.status !== 204) {
        const fits = schemaOf(operation, answer)?.safeParse(answer.body);
        if (!fits?.success) amiss.push(`${said} ${fits?.error.message}`);
      }
    }
  expect(amiss).toEqual([]);
});

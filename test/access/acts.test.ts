import { createHash } from "node:crypto";
import diagnostics from "node:diagnostics_channel";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance, RouteOptions } from "fastify";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { acts } from "../../src/access/index.ts";
import { csrfTokenOf } from "../../src/access/sign-in/session.ts";
import { scopeNames } from "../../src/interface/clients/scopes.ts";
import { operations } from "../../src/interface/operations/index.ts";
import type { Operation } from "../../src/interface/operations/operation.ts";
import { webServer } from "../../src/web/server.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type Addressed, type PagePlace, recordsOfPlaces, surnames } from "./pages-there.ts";
import { type PersonOfRole, personsOfRoles } from "./rows-there.ts";
import { reach } from "./who-may-what.ts";

// Every role tries every page and form.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 180_000 });

type Route = { method: "GET" | "POST"; url: string; permission: string; csrf: boolean };

let database: TestDatabase;
let server: FastifyInstance;
let persons: PersonOfRole[];
let records: Record<PagePlace, Addressed>;
const routes: Route[] = [];

beforeAll(async () => {
  database = await testDatabase();
  const { owner, keepsight } = database;
  await owner.query(
    "insert into agencies (authority_id, kind, name) select id, 'housing', 'Housing' from authorities where name = 'Westholme'",
  );
  persons = await personsOfRoles(owner);
  records = await recordsOfPlaces(database);
  // Fastify itself tells of each server as it is made, before it has a route.
  const listen = (told: unknown) =>
    (told as { fastify: FastifyInstance }).fastify.addHook("onRoute", noteRoute);
  diagnostics.subscribe("fastify.initialization", listen);
  server = await webServer({
    ...keepsight,
    settings: {
      ...keepsight.settings,
      demonstration: false,
      log: "silent",
      requestsAMinute: 1_000_000,
      signIn: { issuer: "https://provider.example", clientId: "test", clientSecret: undefined },
    },
  });
  await server.ready();
  diagnostics.unsubscribe("fastify.initialization", listen);
  for (const { id } of persons)
    await owner.query(
      "insert into sessions (token_hash, person_id, csrf_secret, started_at, last_seen_at) values ($1, $2, 'secret', $3, $3)",
      [createHash("sha256").update(tokenOf(id)).digest(), id, keepsight.now().toString()],
    );
});
afterAll(async () => {
  await server.close();
  await database.end();
});

function noteRoute({ method, url, config }: RouteOptions): void {
  // Other systems have no session: each operation is tried below, by the document that names them all (contract.test.ts).
  if (config?.permission === "client") return;
  for (const each of [method].flat())
    if ((each === "GET" || each === "POST") && !url.startsWith("/assets/"))
      routes.push({
        method: each as Route["method"],
        url,
        permission: config?.permission ?? "none",
        csrf: config?.csrf !== false,
      });
}

const tokenOf = (personId: number) => `session-${personId}`;
const csrf = csrfTokenOf("secret");

async function ask(route: Route, url: string, person?: PersonOfRole, token = csrf) {
  const { statusCode, body, headers } = await server.inject({
    method: route.method,
    url,
    ...(person && { cookies: { keepsight: tokenOf(person.id) } }),
    ...(route.method === "POST" && formOf(route, token)),
  });
  return { status: statusCode, body, location: headers.location };
}

/** A form with nothing but its token; a form that brings a file is told by carrying its protection itself. */
function formOf({ csrf: usual }: Route, token: string) {
  if (usual)
    return {
      payload: new URLSearchParams({ _csrf: token }).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded" },
    };
  const part = (head: string, content: string) =>
    `--edge\r\ncontent-disposition: form-data; ${head}\r\n\r\n${content}\r\n`;
  return {
    payload: `${part('name="_csrf"', token)}${part('name="list"', "rolls")}${part('name="file"; filename="roll.csv"', "x")}--edge--\r\n`,
    headers: { "content-type": "multipart/form-data; boundary=edge" },
  };
}

/** What stands for each parameter, by the first noun of the address. A route with another one fails below. */
const samples: Record<string, (at: Addressed) => string> = {
  "/sign-in :key": () => "eastmere",
  "/reports :reference": (at) => at.referral,
  "/reports :form": () => "cme2",
  "/lost-pupils :reference": (at) => at.lostPupil,
  "/transfer-files :reference": (at) => at.lostPupil,
  "/reports :key": () => "0123456789ab",
  "/reports :step": () => "child",
  "/referrals :form": () => "concern",
  "/referrals :id": (at) => at.original,
  "/concern :step": () => "child",
  "/cases :reference": (at) => at.case,
  "/cases :id": (at) => at.caseRecord,
  "/cases :request": (at) => at.visitRequest,
  "/cases :letter": (at) => at.letter,
  "/cases :message": (at) => at.message,
  "/cases :enquiry": (at) => at.question,
  "/cases :found": () => "no-answer",
  "/children :id": (at) => at.child,
  "/children :fact": () => "names",
  "/children :address": (at) => at.home,
  "/children :other": (at) => at.otherChild,
  "/my-school :reference": (at) => at.referral,
  "/my-school :removalId": (at) => at.removal,
  "/my-school :returnId": (at) => at.return,
  "/my-school :kind": () => "deletion",
  "/my-school :childId": (at) => at.child,
  "/my-school :day": () => "2026-11-03",
  "/removals :removalId": (at) => at.removal,
  "/removals :returnId": (at) => at.return,
  "/pupils :childId": (at) => at.child,
  "/pupils :step": () => "leaving",
  "/referrals :reference": (at) => at.referral,
  "/passed-on :reference": (at) => at.passedOn,
  "/passed-on :id": (at) => at.passedOnRecord,
  "/passed-on :kind": () => "home-education-registered",
  "/questions :reference": (at) => at.asked,
  "/imports :id": (at) => at.file,
  "/imports :list": () => "rolls",
  "/answers :token": (at) => at.answerLink,
  "/calendars :token": () => "no-such-link.ics",
  "/directory :entry": (at) => at.contact,
  "/keys :id": (at) => at.key,
  "/clients :id": (at) => at.client,
  "/staff-groups :id": (at) => at.groupPost,
  "/clients :webhook": (at) => at.webhook,
  "/exchange :parcel": (at) => at.parcel,
  "/exchange-partners :partner": (at) => at.partner,
  "/exchange-partners :keys": (at) => at.exchangeKeys,
  "/interface :operation": () => "readCase",
  "/api :list": () => "rolls",
  "/api :id": (at) => at.file,
  "/rejected-rows :id": (at) => at.row,
  "/terms :code": (at) => at.laestab,
  "/terms :id": (at) => at.termFile,
  "/lists :comparison": () => "left-arrived-nowhere",
  "/lists :id": (at) => at.link,
  "/standing-duties :code": (at) => at.authority,
  "/standing-duties :task": () => "return-to-government",
  "/standing-duties :id": (at) => at.dutyDone,
  "/procedures :name": () => "norfolk",
  "/procedures :version": () => "1",
  "/procedure-versions :id": (at) => at.version,
  "/procedure-versions :obligation": () => "check-database",
  "/return-interviews :entry": (at) => at.missingEntry,
  "/sweeps :reference": (at) => at.sweep,
  "/sweeps :child": (at) => at.meeting,
  "/sweeps-for-youth-justice :list": (at) => at.sharedWithYouthJustice,
  "/sweeps-for-post-16 :list": (at) => at.sharedWithPost16,
  "/area-registers :register": (at) => at.areaRegister,
  // Its places are tried in SQL: rows.test.ts.
  "/my-reports :schedule": () => "1",
  "/inspections :code": (at) => at.laestab,
  "/inspections :inspection": (at) => at.inspection,
  "/letter-texts :code": (at) => at.authority,
  "/letter-texts :template": () => "before-visit",
  "/letter-texts :revision": () => "0",
  "/home-education :id": (at) => at.homeEducation,
  "/home-education :step": () => "review",
  "/exclusions :entry": (at) => at.exclusion,
  "/exclusions :step": () => "return",
  "/unofficial-exclusions :id": (at) => at.unofficial,
  "/unofficial-exclusions :kind": () => "talk-with-head",
  "/cases :orderStep": () => "notice-served",
  "/subject-access :reference": (at) => at.accessRequest,
  "/retention :rule": () => "child-record",
  "/retention :id": (at) => at.child,
  "/retention :reference": (at) => at.deletion,
  "/drafts :form": () => "cme1",
  "/drafts :subject": () => "1-leaving",
};

function addressOf(url: string, at: Addressed): string {
  const noun = /^\/[^/]*/.exec(url)?.[0] ?? "";
  return url.replaceAll(/:\w+/g, (parameter) => samples[`${noun} ${parameter}`]?.(at) ?? parameter);
}

const corrections = ["/cases/:reference/visits/records/:id", "/cases/:reference/letters/:letter/correction"];
const isAct = (permission: string) => acts.some((act) => act === permission);
const ofActs = () => routes.filter(({ permission }) => isAct(permission));
const holders = (permission: string) => persons.filter((person) => person.acts.includes(permission));
const betrayed = (body: string) => Object.values(surnames).filter((surname) => body.includes(surname));

describe("every page and form", () => {
  test("can be tried: each parameter of its address has a sample", () => {
    expect(routes.length).toBeGreaterThan(40);
    expect(routes.map(({ url }) => addressOf(url, records.here)).filter((url) => url.includes(":"))).toEqual(
      [],
    );
  });

  test("asks whoever is not signed in to sign in, and says nothing else [G04]", async () => {
    const amiss: string[] = [];
    for (const route of routes.filter(({ permission }) => permission !== "anyone")) {
      const url = addressOf(route.url, records.here);
      const { status, location, body } = await ask(route, url);
      if (status !== 303 || !location?.startsWith("/sign-in?return=") || body)
        amiss.push(`${route.method} ${url}: ${status}`);
    }
    expect(amiss).toEqual([]);
  });

  test("that anybody may open shows no record to whoever is not signed in, by a link that works or with a form [E01] [G04]", async () => {
    const amiss: string[] = [];
    const open = routes.filter(({ permission }) => permission === "anyone");
    // Where the foot of every page leads.
    expect(open.map(({ url }) => url)).toEqual(expect.arrayContaining(["/concern", "/accessibility"]));
    expect(open.filter(({ url }) => url.startsWith("/answers/")).length).toBeGreaterThan(7);
    for (const route of open)
      for (const place of Object.keys(surnames) as PagePlace[]) {
        const url = addressOf(route.url, records[place]);
        const { status, body } = await ask(route, url);
        // 503: there is no sign-in provider here to come back from.
        if (status === 500 || betrayed(body).length > 0) amiss.push(`${route.method} ${url}: ${status}`);
      }
    expect(amiss).toEqual([]);
  });

  test("says the same to who asks for its head alone, or with a session that was never given [G04]", async () => {
    const amiss: string[] = [];
    for (const { url: pattern } of routes.filter(
      ({ method, permission }) => method === "GET" && permission !== "anyone",
    )) {
      const url = addressOf(pattern, records.here);
      const head = await server.inject({ method: "HEAD", url });
      const made = await server.inject({ method: "GET", url, cookies: { keepsight: "made-up" } });
      for (const answer of [head, made])
        if (answer.statusCode !== 303) amiss.push(`${url}: ${answer.statusCode}`);
    }
    expect(amiss).toEqual([]);
  });

  test("refuses each role that does not hold its act, also with the right token [G04]", async () => {
    const amiss: string[] = [];
    for (const route of ofActs()) {
      const url = addressOf(route.url, records.here);
      for (const person of persons.filter(({ acts: held }) => !held.includes(route.permission))) {
        const { status, body } = await ask(route, url, person);
        if (status !== 403 || betrayed(body).length > 0)
          amiss.push(`${person.role} ${route.method} ${url}: ${status}`);
      }
    }
    expect(amiss).toEqual([]);
  });

  test("lets each role in that holds its act [G04]", async () => {
    const amiss: string[] = [];
    for (const route of ofActs().filter(({ method }) => method === "GET")) {
      const url = addressOf(route.url, records.here);
      for (const person of holders(route.permission)) {
        // Who does not work cases does a step when their role owes it: close-case.test.ts in src/cases.
        if (route.permission === "do-step" && !person.acts.includes("work-case")) continue;
        // Who does not work cases corrects what they recorded themselves: correct-visit.test.ts, letters.test.ts.
        if (corrections.includes(route.url) && !person.acts.includes("work-case")) continue;
        // Who does not decide reads a referral once it is decided: decide-referral.test.ts.
        if (route.url === "/referrals/:reference" && !person.acts.includes("decide-referral")) continue;
        const { status } = await ask(route, url, person);
        if (status === 403 || status >= 500) amiss.push(`${person.role} ${url}: ${status}`);
      }
    }
    expect(amiss).toEqual([]);
  });

  test("finds nothing at an address that somebody made up, and does not break", async () => {
    const amiss: string[] = [];
    const madeUp = [
      "%00",
      "0",
      "-1",
      "1e3",
      "99999999999999999999",
      "a'b%22%3Cscript%3E",
      "..%2F..%2Fetc",
      "%F0%9F%92%A9",
      "x".repeat(90),
    ];
    for (const route of ofActs().filter(({ url }) => url.includes(":")))
      for (const value of madeUp) {
        const url = route.url.replaceAll(/:\w+/g, value);
        const { status, body } = await ask(route, url, holders(route.permission)[0]);
        if (![400, 404].includes(status) || body.includes("<script>"))
          amiss.push(`${route.method} ${url}: ${status}`);
      }
    expect(amiss).toEqual([]);
  });

  test("does not break when its address asks for what nobody could choose", async () => {
    const asked = [
      "area",
      "owner",
      "act",
      "after",
      "before",
      "school",
      "reason",
      "length",
      "state",
      "closed",
      "as-at",
      "person",
      "child",
      "found",
      "form",
      "import",
      "list",
      "decided",
      "accepted",
      "of",
      "said",
      "on",
      "to",
      "template",
    ];
    const values = [
      "99999999999",
      "9".repeat(25),
      "-1",
      "x",
      "%00",
      "2026-13-45",
      "+275760-09-13",
      "mine~2026~1~2~3",
      "2026-01-01T00:00Z~99999999999999999999",
    ];
    const amiss: string[] = [];
    for (const { method, url, permission } of routes) {
      const person = holders(permission)[0] ?? persons[0];
      if (method !== "GET" || permission === "anyone" || !person) continue;
      const at = addressOf(url, records.here);
      const queries = [
        ...values.map((value) => asked.map((name) => `${name}=${value}`).join("&")),
        asked.map((name) => `${name}=1&${name}=2`).join("&"),
      ];
      for (const query of queries) {
        const { statusCode } = await server.inject({
          url: `${at}?${query}`,
          cookies: { keepsight: tokenOf(person.id) },
        });
        if (statusCode >= 500) amiss.push(`${at}?${query}: ${statusCode}`);
      }
    }
    expect(amiss).toEqual([]);
  });

  test("takes no form without the token of its session [G04]", async () => {
    const amiss: string[] = [];
    for (const route of routes.filter(
      ({ method, permission }) => method === "POST" && permission !== "anyone",
    )) {
      const url = addressOf(route.url, records.here);
      const person = holders(route.permission)[0] ?? persons[0];
      for (const token of ["", "made-up", csrfTokenOf("another session's secret")]) {
        const { status } = await ask(route, url, person, token);
        if (status !== 403) amiss.push(`${url} with "${token}": ${status}`);
      }
    }
    expect(amiss).toEqual([]);
  });

  test("finds no record of another place, or of a restricted child, also for those who hold its act [G04]", async () => {
    const amiss: string[] = [];
    for (const route of routes.filter(
      ({ url, permission }) => url.includes(":") && permission !== "anyone",
    )) {
      // A shipped procedure lies nowhere: an authority's own versions of it are told apart in editing.test.ts of src/rulebook.
      // Nor does a form that nobody has sent, or a rule of retention, which each authority has in its own reading.
      if (
        /^\/(drafts|procedures|imports\/(layouts|templates|schools)|referrals\/enter|reports\/:form|retention\/rules)\//.test(
          route.url,
        )
      )
        continue;
      for (const person of isAct(route.permission) ? holders(route.permission) : persons)
        for (const place of Object.keys(surnames) as PagePlace[]) {
          if (reach[person.scope].includes(place)) continue;
          // A comparison is a question, and lies nowhere: whom it shows is told apart in src/comparisons/lists-pages.test.ts.
          if (route.url.startsWith("/lists/")) continue;
          // What an authority owes is of all its areas.
          if (route.url.startsWith("/standing-duties/") && place === "another area") continue;
          // A return interview is social care's, and a sweep's list a service's, in all areas of their authority.
          if (
            /^\/(return-interviews|sweeps-for-)/.test(route.url) &&
            person.scope === "sent" &&
            place === "another area"
          )
            continue;
          // Who is asked sees the question, whosever child it is about.
          if (
            route.url.startsWith("/questions/") &&
            place === "restricted" &&
            person.acts.includes("answer-for-school")
          )
            continue;
          const url = addressOf(route.url, records[place]);
          const { status, body } = await ask(route, url, person);
          if (status !== 404 || betrayed(body).length > 0)
            amiss.push(`${person.role} ${route.method} ${url}, ${place}: ${status}`);
        }
    }
    expect(amiss).toEqual([]);
  });

  test("shows in no list a child of another place, or a restricted one [G04]", async () => {
    const amiss: string[] = [];
    for (const route of routes.filter(
      ({ method, url, permission }) => method === "GET" && !url.includes(":") && permission !== "anyone",
    ))
      for (const person of isAct(route.permission) ? holders(route.permission) : persons) {
        const { status, body } = await ask(route, route.url, person);
        const shown = betrayed(body).filter(
          (surname) => !reach[person.scope].some((place) => surnames[place as PagePlace] === surname),
        );
        // The school at "here" is asked about the restricted child too, and sees what was disclosed to it.
        const own =
          route.url === "/questions" && person.scope === "school" ? [surnames.restricted as string] : [];
        // Social care holds the return interviews of all areas of its authority.
        if (route.url.startsWith("/return-interviews") && person.scope === "sent")
          own.push(surnames["another area"]);
        const expected = route.url === "/unsent" ? 404 : 399;
        if (status > expected || shown.some((surname) => !own.includes(surname)))
          amiss.push(`${person.role} ${route.url}: ${status} ${shown}`);
      }
    expect(amiss).toEqual([]);
    const officer = persons.find(({ role }) => role === "cme-officer");
    const [work] = routes.filter(({ url }) => url === "/my-work");
    expect(work && betrayed((await ask(work, work.url, officer)).body)).toEqual([
      surnames.here,
      surnames["another area"],
    ]);
  });
});

describe("every operation of the interface", () => {
  /** A token for the person of a role, let into everything: what is refused is refused by the role. */
  const tokenFor = async ({ id, role }: PersonOfRole) => {
    const token = `token_of_person_${String(id).padStart(20, "0")}`;
    await database.owner.query(
      `with client as (insert into api_clients (client_key, secret_hash, person_id, authority_id, role, scopes, called, expires_on, made_at, made_by,
           admitted_at, admitted_by)
         select 'role ' || $1::bigint, '', $1::bigint, authority_id, $2, $3, 'test', '2100-01-01', now(), $1::bigint, now(), (select min(id) from people) from posts
         where person_id = $1::bigint limit 1 returning id)
       insert into api_tokens select sha256(convert_to($4, 'UTF8')), id, $3, now(), '2100-01-01' from client`,
      [id, role, role.endsWith("staff-directory") ? ["staff"] : scopeNames, token],
    );
    return token;
  };
  const addressed = ({ path }: Operation) =>
    path
      .replace("{reference}", path.includes("/referrals/") ? records.here.referral : records.here.case)
      .replace("{day}", "2026-11-03")
      .replace("{id}", path.includes("/children/") ? records.here.child : "1");

  test("lets in the roles that hold one of its acts and no others, and no session at all [G04]", async () => {
    const amiss: string[] = [];
    let asked = 0;
    for (const person of persons) {
      const token = await tokenFor(person);
      for (const operation of operations) {
        const call = (headers: Record<string, string>, cookies = {}) =>
          server.inject({
            method: operation.method.toUpperCase() as "GET",
            // From an address of their own: a hundred from one would be turned away unheard.
            ...{
              url: addressed(operation),
              headers,
              cookies,
              remoteAddress: `10.0.${++asked >> 8}.${asked & 255}`,
            },
            ...(operation.body && { payload: "file" in operation.body ? "x" : "{}" }),
          });
        const kind = operation.body && "file" in operation.body ? "text/csv" : "application/json";
        const sent = {
          "idempotency-key": operation.name,
          "if-match": "*",
          ...(operation.body && { "content-type": kind }),
        };
        const { statusCode, body } = await call({ authorization: `Bearer ${token}`, ...sent });
        const mayCome = operation.acts.some((act) => person.acts.includes(act));
        // An act may still find that this record is not for this person: what no role of theirs allows is never let in.
        if (statusCode >= 500 || (!mayCome && statusCode !== 403))
          amiss.push(`${person.role} ${operation.name}: ${statusCode}`);
        if (mayCome && operation.method === "get" && statusCode === 403)
          amiss.push(`${person.role} ${operation.name}: 403`);
        const others = betrayed(body).filter(
          (name) => name !== surnames.here && name !== surnames["another area"],
        );
        if (others.length > 0) amiss.push(`${person.role} ${operation.name} shows ${others}`);
        const session = await call(sent, { keepsight: tokenOf(person.id) });
        if (session.statusCode !== 401)
          amiss.push(`${person.role} ${operation.name} by session: ${session.statusCode}`);
      }
    }
    expect(amiss).toEqual([]);
  });
});

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe("the acts", () => {
  test("of the program are each granted to a role, and no role is granted another [G04]", async () => {
    const { rows } = await database.owner.query("select distinct act from permissions order by act");
    expect(rows.map(({ act }) => act)).toEqual([...acts].sort());
  });

  test("are each asked for somewhere: by a page, an act or a policy [G04]", () => {
    const asking = [
      ...filesUnder("src").filter((file) => /\.tsx?$/.test(file) && !/\.test\.|access\/acts\.ts$/.test(file)),
      ...filesUnder("migrations").filter((file) => !file.endsWith("0006-roles.sql")),
    ].map((file) => readFileSync(file, "utf8"));
    const isAsked = (act: string) =>
      asking.some((text) => text.includes(`"${act}"`) || text.includes(`'${act}'`));
    expect(acts.filter((act) => !isAsked(act))).toEqual([]);
  });

  test("leave no role without any [G04]", () => {
    expect(persons.filter((person) => person.acts.length === 0).map(({ role }) => role)).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type SignedIn, signedIn } from "../support/signed-in.ts";
import { type Site, startSite } from "../support/site.ts";
import { type Addressed, type PagePlace, recordsOfPlaces, surnames } from "./pages-there.ts";

let database: TestDatabase;
let site: Site;
let records: Record<PagePlace, Addressed>;
let officer: SignedIn;
let school: SignedIn;

beforeAll(async () => {
  database = await testDatabase();
  await database.owner.query(
    "insert into agencies (authority_id, kind, name) select id, 'housing', 'Housing' from authorities where name = 'Westholme'",
  );
  records = await recordsOfPlaces(database);
  site = await startSite(database, { requestsAMinute: 100_000 });
  officer = await signedIn(database, site.server, "cme.eastmere");
  school = await signedIn(database, site.server, "school.eastmere");
});
afterAll(async () => {
  await site.close();
  await database.end();
});

const ask = (url: string, who?: SignedIn, method: "GET" | "HEAD" | "POST" = "GET") =>
  site.server.inject({ method, url, ...(who && { cookies: { keepsight: who.token } }) });

const pagesOfOfficer = () => {
  const { case: reference, child, referral, question, visitRequest } = records.here;
  return [
    "/my-work",
    "/register",
    "/referrals",
    `/referrals/${referral}`,
    "/my-visits",
    "/visit-plan",
    "/visit-plan/round",
    "/questions",
    "/children",
    `/children/${child}`,
    `/children/${child}/names`,
    "/audit",
    `/audit?child=${child}`,
    `/cases/${reference}`,
    `/cases/${reference}/readings`,
    `/cases/${reference}/closure`,
    `/cases/${reference}/notes`,
    `/cases/${reference}/database-checks`,
    `/cases/${reference}/visits`,
    `/cases/${reference}/visits/risk-assessment`,
    `/cases/${reference}/visits/outcome`,
    `/cases/${reference}/visit-requests`,
    `/cases/${reference}/visit-requests/${visitRequest}`,
    `/cases/${reference}/enquiries`,
    `/cases/${reference}/enquiries/${question}`,
  ];
};
const pagesOfSchool = () => {
  const { child, referral, asked } = records.here;
  return [
    "/my-school",
    `/my-school/referrals/${referral}`,
    `/pupils/${child}/referral`,
    `/pupils/${child}/referral/leaving`,
    "/questions",
    `/questions/${asked}`,
    `/children/${child}`,
  ];
};

const names = [...Object.values(surnames), "Rosa", "Ines", "Lantern Row"];
const namesIn = (text: string) => names.filter((name) => text.toLowerCase().includes(name.toLowerCase()));

describe("every answer", () => {
  test("carries the headers that keep browsers from running, framing, keeping or telling anything else [G04]", async () => {
    const { child } = records.here;
    const answers = [
      await ask("/sign-in"),
      await ask("/signed-out"),
      await ask("/my-work"),
      await ask("/my-work", officer),
      await ask("/register.csv", officer),
      await ask(`/children/${child}`, officer, "HEAD"),
      await ask("/imports", officer),
      await ask("/cases/nothing", officer),
      await ask("/nowhere"),
      await ask("/cases/nothing/notes", officer, "POST"),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([
      303, 200, 303, 200, 200, 200, 403, 404, 404, 403,
    ]);
    for (const { headers, raw } of answers) {
      const at = raw.req.url;
      const policy = String(headers["content-security-policy"]);
      expect(policy, at).toMatch(/default-src 'none'/);
      expect(policy, at).toMatch(/frame-ancestors 'none'/);
      expect(policy, at).toMatch(/base-uri 'none'/);
      expect(policy, at).not.toMatch(/unsafe|\*/);
      expect(headers, at).toMatchObject({
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cache-control": "no-store",
      });
    }
  });

  test("has a nonce of its own, and every script and style carries it or is a file of ours", async () => {
    const [one, other] = [await ask("/my-work", officer), await ask("/my-work", officer)];
    const noncesOf = (answer: typeof one) =>
      [...String(answer.headers["content-security-policy"]).matchAll(/'nonce-([^']+)'/g)].map(
        ([, nonce]) => nonce,
      );
    expect(noncesOf(one)).toHaveLength(1);
    expect(noncesOf(other)).not.toEqual(noncesOf(one));
    for (const [tag] of one.body.matchAll(/<(script|style)\b[^>]*>/g))
      expect(tag).toMatch(new RegExp(`nonce="(${noncesOf(one).join("|")})"|src="/assets/`));
    expect(one.body).not.toMatch(/ on[a-z]+="|javascript:/);
  });

  test("to a head alone asks for no form's token, and has no body", async () => {
    const { statusCode, body } = await ask("/my-work", officer, "HEAD");
    expect([statusCode, body]).toEqual([200, ""]);
  });
});

describe("a child's name", () => {
  test("stands in no title, no address and no file's name of any page [G04]", async () => {
    const shown: string[] = [];
    for (const [who, pages] of [
      [officer, pagesOfOfficer()],
      [school, pagesOfSchool()],
    ] as const)
      for (const page of pages) {
        const { statusCode, body, headers } = await ask(page, who);
        expect(statusCode, page).toBe(200);
        shown.push(body);
        const title = /<title>([^<]*)/.exec(body)?.[1] ?? "";
        const addresses = [...body.matchAll(/ (?:href|action|src|data-draft-at)="([^"]*)"/g)].map(
          ([, to = ""]) => decodeURIComponent(to),
        );
        expect({ page, named: namesIn([title, ...addresses, JSON.stringify(headers)].join("\n")) }).toEqual({
          page,
          named: [],
        });
      }
    // The pages do show who they are about.
    expect(namesIn(shown.join())).toContain("Hereborn");
  });

  test("is looked for in a form, not in an address [G04]", async () => {
    const found = await officer.send("/children", { sought: "Rosa Hereborn" });
    expect(found.status).toBe(303);
    expect(found.location).toMatch(/^\/children\?found=[\w-]+$/);
    expect(namesIn((await officer.open(found.location ?? "")).body)).toContain("Hereborn");
    const { body } = await ask("/my-work", officer);
    const boxes = [...body.matchAll(/<form[^>]*action="\/children"[^>]*>/g)];
    expect(boxes.length).toBeGreaterThan(0);
    for (const [box] of boxes) expect(box).toMatch(/method="post"/i);
  });

  test("reaches no line of the log, also at its most talkative and when a page fails [G04]", async () => {
    const { owner } = database;
    const { child, case: reference } = records.here;
    await officer.send(
      `/cases/${reference}/notes`,
      { note: "Hereborn was seen in Lantern Row" },
      { action: `/cases/${reference}/notes` },
    );
    await ask("/children?q=Hereborn&surname=Hereborn", officer);
    await ask("/Hereborn/Lantern%20Row", officer);
    await owner.query("alter table carers rename to carers_away");
    const failed = await ask(`/children/${child}?name=Hereborn`, officer);
    await owner.query("alter table carers_away rename to carers");
    expect(failed.statusCode).toBe(500);
    expect(site.log.some((line) => line.includes("A page failed"))).toBe(true);
    expect(site.log.filter((line) => namesIn(line).length > 0)).toEqual([]);
  });
});

describe("a page that fails", () => {
  test("says a reference to quote and nothing of what went wrong [G04]", async () => {
    const { owner } = database;
    await owner.query("alter table carers rename to carers_away");
    const { statusCode, body, headers } = await ask(`/children/${records.here.child}`, officer);
    await owner.query("alter table carers_away rename to carers");
    expect([statusCode, headers["content-type"]]).toEqual([500, "text/html; charset=utf-8"]);
    const said = body.replaceAll(/<[^>]*>/g, " ");
    expect(said).not.toMatch(/carers|relation|select|postgres|node_modules|\.ts\b|at \w+ \(/i);
    expect(said).toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
    expect(namesIn(said)).toEqual([]);
  });

  test("shows no record that could not be written into the audit log, and no message of the database [G03] [G04]", async () => {
    const { owner } = database;
    await owner.query("revoke insert on audit_entries from keepsight_app");
    const { statusCode, body, headers } = await ask(`/cases/${records.here.case}`, officer);
    await owner.query("grant insert on audit_entries to keepsight_app");
    expect([statusCode, headers["content-type"]]).toEqual([500, "text/html; charset=utf-8"]);
    expect(body).not.toMatch(/audit_entries|permission denied/);
    expect(namesIn(body)).toEqual([]);
  });

  test.each(["/cases/%zz", "/cases/%E0%A4%A"])(
    "at %s, an address that cannot be, does not say it back",
    async (url) => {
      const { statusCode, body, headers } = await ask(url, officer);
      expect(statusCode).toBe(400);
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(body).not.toMatch(/%|cases|zz/);
    },
  );

  test("is none for a form with a character that cannot be kept: it is refused, and nothing is kept", async () => {
    const notes = `/cases/${records.here.case}/notes`;
    const { rows: before } = await database.owner.query("select count(*) from case_facts");
    expect((await officer.send(notes, { note: "before\0after" })).status).toBe(400);
    expect((await database.owner.query("select count(*) from case_facts")).rows).toEqual(before);
  });

  test("is not found in the same words, whether there is a hidden record or none [G04]", async () => {
    const without = (body: string) => body.replaceAll(/nonce="[^"]*"|value="[^"]*"|[0-9a-f-]{36}/g, "");
    const hidden = await ask(`/cases/${records.restricted.case}`, officer);
    const none = await ask("/cases/EM-C-999999", officer);
    expect(hidden.statusCode).toBe(404);
    expect(without(hidden.body)).toBe(without(none.body));
  });
});

describe("asking too often", () => {
  let slow: Site;
  beforeAll(async () => {
    slow = await startSite(database, { requestsAMinute: 10 });
  });
  afterAll(() => slow.close());
  const from = (address: string, url: string, cookie?: string) =>
    slow.server.inject({ url, remoteAddress: address, ...(cookie && { cookies: { keepsight: cookie } }) });

  test("is counted by address, whatever cookie is made up for each request", async () => {
    const answers = [];
    for (let turn = 0; turn < 15; turn++)
      answers.push((await from("192.0.2.1", "/my-work", `made-up-${turn}`)).statusCode);
    expect(answers).toEqual([...Array(10).fill(303), ...Array(5).fill(429)]);
  });

  test("is counted for pages that do not exist too", async () => {
    const answers = [];
    for (let turn = 0; turn < 12; turn++)
      answers.push((await from("192.0.2.2", `/nowhere-${turn}`)).statusCode);
    expect(answers.slice(9)).toEqual([404, 429, 429]);
  });

  test("by one colleague does not stop another behind the same address", async () => {
    const colleague = (await signedIn(database, slow.server, "named.eastmere")).token;
    expect((await from("192.0.2.3", "/my-work", colleague)).statusCode).toBe(200);
    for (let turn = 0; turn < 12; turn++) await from("192.0.2.3", "/my-work");
    expect((await from("192.0.2.3", "/my-work")).statusCode).toBe(429);
    expect((await from("192.0.2.3", "/my-work", colleague)).statusCode).toBe(200);
    for (let turn = 0; turn < 12; turn++) await from("192.0.2.3", "/my-work", colleague);
    expect((await from("192.0.2.4", "/my-work", colleague)).statusCode).toBe(429);
  });
});

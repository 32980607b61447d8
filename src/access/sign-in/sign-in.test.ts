import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { type PlainBrowser, plainBrowser } from "../../../test/support/plain-browser.ts";
import { type Site, startSite } from "../../../test/support/site.ts";
import { sessionOf } from "./index.ts";

let database: TestDatabase;
let site: Site;

beforeAll(async () => {
  database = await testDatabase();
  site = await startSite(database);
});
afterEach(() => database.setNow(Temporal.Now.instant().toString()));
afterAll(async () => {
  await site.close();
  await database.end();
});

async function signedIn(
  subject = "cme.eastmere",
  browser = plainBrowser(site.address),
): Promise<PlainBrowser> {
  const list = await browser.open("/sign-in?return=/sign-out");
  await browser.send(list.url.href, { subject });
  return browser;
}

const tokenOf = (browser: PlainBrowser) => browser.cookies.get("keepsight")?.value;
const sessionIn = (browser: PlainBrowser) => sessionOf(site.keepsight, tokenOf(browser));

/** Goes to the provider and chooses a person, and stops before coming back: the address that leads back. */
async function wayBack(browser: PlainBrowser, subject = "cme.eastmere"): Promise<URL> {
  const list = await browser.open("/sign-in");
  let answer = await browser.ask(list.url.href, { subject });
  while (!answer.headers.get("location")?.includes("/sign-in/return")) {
    answer = await browser.ask(answer.headers.get("location") ?? "");
  }
  return new URL(answer.headers.get("location") ?? "");
}

describe("signing in", () => {
  test("goes to the provider with PKCE, state and nonce, and comes back as the person chosen [G04]", async () => {
    const browser = plainBrowser(site.address);
    const sent = new URL((await browser.ask("/sign-in")).headers.get("location") ?? "");
    expect(sent.searchParams.get("code_challenge_method")).toBe("S256");
    for (const name of ["code_challenge", "state", "nonce"])
      expect(sent.searchParams.get(name)).not.toBeNull();

    const session = await sessionIn(await signedIn("cme.eastmere"));
    expect(session?.viewer).toEqual(await database.who("cme.eastmere"));
    expect(session?.expired).toBe(false);
  });

  test("leads to the page that was asked for, and never to another site", async () => {
    const browser = plainBrowser(site.address);
    for (const [wanted, reached] of [
      ["/signed-out?again=1", "/signed-out?again=1"],
      ["//elsewhere.example/", "/"],
      ["https://elsewhere.example/", "/"],
    ] as const) {
      const list = await browser.open(`/sign-in?return=${encodeURIComponent(wanted)}`);
      let answer = await browser.ask(list.url.href, { subject: "cme.eastmere" });
      let last = "";
      while (last !== "/sign-in/return") {
        const to = new URL(answer.headers.get("location") ?? "", site.address);
        last = to.pathname;
        answer = await browser.ask(to.href);
      }
      expect(answer.headers.get("location")).toBe(reached);
    }
  });

  test("keeps the session in a cookie that no script reads, and only its hash in the database", async () => {
    const browser = await signedIn();
    const cookie = browser.cookies.get("keepsight");
    expect(cookie?.attributes).toMatch(/HttpOnly/);
    expect(cookie?.attributes).toMatch(/SameSite=Lax/);
    expect(cookie?.attributes).toMatch(/Path=\//);
    const { rows } = await database.owner.query("select sessions::text as row from sessions");
    expect(rows.length).toBeGreaterThan(0);
    for (const { row } of rows) expect(row).not.toContain(cookie?.value);
  });

  test("gives the browser a new token and ends its former session", async () => {
    const browser = await signedIn();
    const former = tokenOf(browser);
    await signedIn("named.eastmere", browser);
    expect(tokenOf(browser)).not.toBe(former);
    expect(await sessionOf(site.keepsight, former)).toBeUndefined();
    expect((await sessionIn(browser))?.viewer.name).toBe((await database.who("named.eastmere")).name);
  });

  test("is refused when the state is another's", async () => {
    const browser = plainBrowser(site.address);
    const back = await wayBack(browser);
    const otherState = (await wayBack(plainBrowser(site.address))).searchParams.get("state") ?? "";
    back.searchParams.set("state", otherState);
    expect((await browser.open(back.href)).status).toBe(400);
    expect(tokenOf(browser)).toBeUndefined();
  });

  test("is refused in another browser than began it, so that a stranger's link signs nobody in", async () => {
    const back = await wayBack(plainBrowser(site.address));
    const victim = plainBrowser(site.address);
    await victim.open("/sign-in");
    expect((await victim.open(back.href)).status).toBe(400);
    expect(tokenOf(victim)).toBeUndefined();
  });

  test("works once: the same way back again is refused", async () => {
    const browser = plainBrowser(site.address);
    const back = await wayBack(browser);
    await browser.open(back.href);
    expect(tokenOf(browser)).toBeDefined();
    expect((await browser.open(back.href)).status).toBe(400);
  });

  test("is refused when it took more than a quarter of an hour", async () => {
    const browser = plainBrowser(site.address);
    const back = await wayBack(browser);
    database.setNow(Temporal.Now.instant().add({ minutes: 16 }).toString());
    const shown = await browser.open(back.href);
    expect(shown.status).toBe(400);
    expect(shown.body).toContain("Sign in again");
  });

  test("is refused when the provider does not know the code", async () => {
    const browser = plainBrowser(site.address);
    const back = await wayBack(browser);
    back.searchParams.set("code", "made-up");
    expect((await browser.open(back.href)).status).toBe(400);
    expect(tokenOf(browser)).toBeUndefined();
  });

  test("in two tabs at once works in both", async () => {
    const browser = plainBrowser(site.address);
    const first = await wayBack(browser);
    await browser.open((await wayBack(browser)).href);
    const former = tokenOf(browser);
    await browser.open(first.href);
    expect(tokenOf(browser)).not.toBe(former);
  });

  test("moves from 127.0.0.1 to localhost, so that the cookie is found again", async () => {
    const browser = plainBrowser(site.address.replace("localhost", "127.0.0.1"));
    const answer = await browser.ask("/sign-in?return=/my-work");
    expect(answer.headers.get("location")).toBe(`${site.address}/sign-in?return=/my-work`);
  });
});

describe("somebody to whom nobody has given a role", () => {
  test("is told so and gets no session [G04]", async () => {
    const browser = plainBrowser(site.address);
    const shown = await browser.open((await wayBack(browser, "newcomer")).href);
    expect(shown.status).toBe(403);
    expect(shown.body).toContain("You have signed in, but nobody has given you a role");
    expect(shown.body).toContain("newcomer@keepsight.example");
    expect(tokenOf(browser)).toBeUndefined();
  });

  test("is bound to an invitation by the e-mail that the provider has verified, once [G04]", async () => {
    await database.owner.query(`
      with person as (insert into people (issuer, subject, name, email)
        values ('invited', 'Newcomer@Keepsight.example', 'Robin Newcomer', 'Newcomer@Keepsight.example') returning id)
      insert into posts (person_id, role, authority_id) select person.id, 'auditor', authorities.id
        from person, authorities where authorities.name = 'Eastmere'`);
    const browser = plainBrowser(site.address);
    await browser.open((await wayBack(browser, "newcomer")).href);
    expect((await sessionIn(browser))?.viewer.posts.map(({ role }) => role)).toEqual(["auditor"]);
    const { rows } = await database.owner.query(
      "select issuer, subject from people where lower(email) like 'newcomer@%'",
    );
    expect(rows).toEqual([{ issuer: `${site.address}/demonstration`, subject: "newcomer" }]);
  });

  test("is signed out of their role when their last post has ended [G04]", async () => {
    await database.owner.query(
      "update posts set from_on = current_date - 2, until_on = current_date - 1 from people where person_id = people.id and subject = 'ehe.westholme'",
    );
    const browser = plainBrowser(site.address);
    expect((await browser.open((await wayBack(browser, "ehe.westholme")).href)).status).toBe(403);
  });
});

describe("a session", () => {
  test("slides with use, notes it at most once a minute, and runs out after an hour without", async () => {
    const browser = await signedIn();
    const start = Temporal.Now.instant();
    const at = async (minutes: number) => {
      database.setNow(start.add({ minutes }).toString());
      return (await sessionIn(browser))?.expired;
    };
    expect(await at(50)).toBe(false);
    expect(await at(100)).toBe(false);
    expect(await at(161)).toBe(true);
  });

  test("runs out after ten hours however busy", async () => {
    const browser = await signedIn();
    const start = Temporal.Now.instant();
    for (let half = 1; half < 20; half++) {
      database.setNow(start.add({ minutes: half * 30 }).toString());
      expect((await sessionIn(browser))?.expired).toBe(false);
    }
    database.setNow(start.add({ minutes: 601 }).toString());
    expect((await sessionIn(browser))?.expired).toBe(true);
  });

  test("that has run out still says whose it was, so that a form sent with it is theirs", async () => {
    const browser = await signedIn("school.eastmere");
    const living = await sessionIn(browser);
    database.setNow(Temporal.Now.instant().add({ hours: 3 }).toString());
    expect(await sessionIn(browser)).toEqual({ ...living, expired: true });
  });

  test("is nobody's for a token that was never given out", async () => {
    expect(await sessionOf(site.keepsight, "made-up")).toBeUndefined();
    expect(await sessionOf(site.keepsight, undefined)).toBeUndefined();
  });
});

describe("signing out", () => {
  const press = async (browser: PlainBrowser, path: string) =>
    browser.send(path, { _csrf: (await sessionIn(browser))?.csrfToken ?? "" });

  test("ends this browser's session and forgets its cookie", async () => {
    const browser = await signedIn();
    const token = tokenOf(browser);
    const shown = await press(browser, "/sign-out");
    expect(shown.url.pathname).toBe("/signed-out");
    expect(tokenOf(browser)).toBeUndefined();
    expect(await sessionOf(site.keepsight, token)).toBeUndefined();
  });

  test("everywhere ends the other browser's session at once, and no one else's", async () => {
    const [desk, phone, colleague] = [await signedIn(), await signedIn(), await signedIn("named.eastmere")];
    await press(desk, "/sign-out-everywhere");
    expect(await sessionIn(phone)).toBeUndefined();
    expect(await sessionIn(colleague)).toBeDefined();
  });

  test("wants the token of the session's own form", async () => {
    const browser = await signedIn();
    expect((await browser.send("/sign-out-everywhere", { _csrf: "another's" })).status).toBe(403);
    expect(await sessionIn(browser)).toBeDefined();
  });

  test("needs no signing in first when the session has run out", async () => {
    const browser = await signedIn();
    database.setNow(Temporal.Now.instant().add({ hours: 3 }).toString());
    expect((await browser.open("/sign-out")).url.pathname).toBe("/signed-out");
    expect((await press(browser, "/sign-out")).url.pathname).toBe("/signed-out");
    expect(tokenOf(browser)).toBeUndefined();
  });
});

test("signing in and out stands in the audit log of the person's authority", async () => {
  const browser = await signedIn("auditor.westholme");
  await browser.send("/sign-out", { _csrf: (await sessionIn(browser))?.csrfToken ?? "" });
  const { rows } = await database.owner.query(`
    select act, authorities.name as authority from audit_entries join people on people.id = person_id
    join authorities on authorities.id = authority_id where people.subject = 'auditor.westholme' and act like 'signed%' order by audit_entries.id`);
  expect(rows).toEqual([
    { act: "signed in", authority: "Westholme" },
    { act: "signed out", authority: "Westholme" },
  ]);
});

test("no token, code or state is ever logged", async () => {
  const browser = plainBrowser(site.address);
  const back = await wayBack(browser);
  await browser.open(back.href);
  const refused = await wayBack(browser);
  refused.searchParams.set("code", "a-made-up-code");
  await browser.open(refused.href);

  const log = site.log.join("");
  expect(log).toContain("The provider refused a sign-in");
  const { rows } = await database.owner.query("select id_token, csrf_secret from sessions");
  const secrets = [
    back.searchParams.get("code"),
    back.searchParams.get("state"),
    "a-made-up-code",
    tokenOf(browser),
    ...rows.flatMap((row) => [row.id_token, row.csrf_secret]),
  ];
  for (const secret of secrets) {
    expect(secret).toBeTruthy();
    expect(log).not.toContain(secret);
  }
});

test("a sign-in service that does not answer is said to, and tried again", async () => {
  const signIn = { issuer: "http://localhost:9", clientId: "keepsight", clientSecret: undefined };
  const lonely = await startSite(database, { signIn });
  const shown = await plainBrowser(lonely.address).open("/sign-in");
  expect(shown.status).toBe(503);
  expect(shown.body).toContain("The sign-in service does not answer");
  await lonely.close();
});

test("one address may begin 120 sign-ins a minute and no more", async () => {
  const busy = await startSite(database);
  const browser = plainBrowser(busy.address);
  const statuses = [];
  for (let times = 0; times < 121; times++) statuses.push((await browser.ask("/sign-in")).status);
  expect(statuses.filter((status) => status === 303)).toHaveLength(120);
  expect(statuses.at(-1)).toBe(429);
  await busy.close();
});

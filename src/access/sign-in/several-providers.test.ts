import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newPage, startBrowser } from "../../../test/support/browser.ts";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { findGlewlwyd, glewlwydClient, startGlewlwyd } from "../../../test/support/glewlwyd.ts";
import { lookAt } from "../../../test/support/look-at.ts";
import { type PlainBrowser, plainBrowser } from "../../../test/support/plain-browser.ts";
import {
  type SayingProvider,
  sayingClient,
  startSayingProvider,
} from "../../../test/support/saying-provider.ts";
import { type Site, startSite } from "../../../test/support/site.ts";
import type { ProviderNamed } from "../../sign-in-providers.ts";
import { sessionOf, takeUpProviders } from "./index.ts";

// Eastmere (997) and Westholme (998) have each a provider of their own; a third is of Eastmere's police. All people are synthetic.
let database: TestDatabase;
let eastmere: SayingProvider;
let other: SayingProvider;
let providers: ProviderNamed[];
let site: Site;

const named = (key: string, issuer: string, more: Partial<ProviderNamed>): ProviderNamed => ({
  ...{
    key,
    issuer,
    name: `The council ${key}`,
    hint: undefined,
    claims: {},
    speaksFor: [],
    ...sayingClient,
    ...more,
  },
});
const whole = (authority: string) => [{ authority, part: null, place: null }];

beforeAll(async () => {
  database = await testDatabase();
  [eastmere, other] = await Promise.all([startSayingProvider(), startSayingProvider()]);
  providers = [
    named("eastmere", eastmere.issuer, { speaksFor: whole("997"), groupsClaim: "groups" }),
    named("other", other.issuer, { speaksFor: whole("998"), groupsClaim: "groups" }),
    named("shared", other.issuer, {
      claims: { hd: "school.example" },
      speaksFor: [{ authority: null, part: "schools", place: null }],
    }),
  ];
  site = await startSite(database, { demonstration: false, providers });
  await takeUpProviders(database.owner, providers);
  await database.owner.query(`
    insert into people (issuer, subject, name, email) values ('invited', 'x', 'Ida Invited', 'ida@eastmere.example'),
      ('invited', 'y', 'Sam School', 'sam@school.example'), ('invited', 'z', 'Bo Both', 'bo@both.example');
    insert into posts (person_id, role, authority_id, school_id, from_on)
      select people.id, v.role, authorities.id, case v.role when 'school-attendance-officer' then (select min(id) from schools where authority_id = authorities.id) end, '2026-01-01'
      from (values ('ida@eastmere.example', 'cme-officer', '997'), ('sam@school.example', 'school-attendance-officer', '997'),
        ('bo@both.example', 'cme-officer', '997'), ('bo@both.example', 'auditor', '998')) v (email, role, code)
      join people using (email) join authorities using (code);
    insert into group_posts (authority_id, group_name, role, asked_at, asked_by, agreed_at, agreed_by)
      select authorities.id, 'ks-cme', 'cme-officer', now(), one.id, now(), other.id from authorities, people one, people other
      where one.email like 'data.eastmere@%' and other.email like 'named.eastmere@%'`);
});
afterAll(async () => {
  await site?.close();
  eastmere?.close();
  other?.close();
  await database?.end();
});

const told = (subject: string, email: string, more: Record<string, unknown> = {}) => ({
  ...{ sub: subject, email, email_verified: true, name: `${subject} Testwood`, groups: [], ...more },
});

/** Signs in at the provider of this key, which says these claims. */
async function signIn(
  key: string,
  claims: Record<string, unknown>,
  browser: PlainBrowser = plainBrowser(site.address),
) {
  (key === "eastmere" ? eastmere : other).says(claims);
  const shown = await browser.open(`/sign-in?at=${key}&return=/signed-out`);
  const session = await sessionOf(site.keepsight, browser.cookies.get("keepsight")?.value);
  const posts = session?.viewer.posts.map(({ role, authorityId }) => `${role} ${authorityId}`);
  return { shown, browser, session, posts };
}

async function authority(code: string): Promise<number> {
  return (await database.owner.query("select id from authorities where code = $1", [code])).rows[0].id;
}

describe("each council by its own provider", () => {
  test("people choose once where they work, and go there by themselves from then on [G04]", async () => {
    const browser = plainBrowser(site.address);
    const choice = await browser.open("/sign-in?return=/signed-out");
    expect(choice.body).toContain("Where do you work?");
    for (const { key } of providers) expect(choice.body).toContain(`at=${key}&amp;return=%2Fsigned-out`);
    const first = told("first", "first@eastmere.example", { groups: ["ks-cme"] });
    const { session } = await signIn("eastmere", first, browser);
    expect(session?.issuer).toBe(eastmere.issuer);
    expect(browser.cookies.get("keepsight-provider")?.attributes).toMatch(/HttpOnly/);
    const again = await browser.ask("/sign-in");
    expect(new URL(again.headers.get("location") ?? "").origin).toBe(eastmere.issuer);
    expect((await browser.open("/sign-in?choose=yes")).body).toContain("Where do you work?");
    // A provider that a later file does not name any more.
    browser.cookies.set("keepsight-provider", { value: "closed", attributes: "" });
    expect((await browser.open("/sign-in")).body).toContain("Where do you work?");
  });

  test("somebody invited comes in by the provider that speaks for them, and by no other that claims their e-mail [G04]", async () => {
    const stolen = await signIn("other", told("thief", "ida@eastmere.example", { groups: ["ks-cme"] }));
    // 998 agreed to that group too: what it gives is a post of 998 for the person that its own provider knows, who is not Ida.
    expect(stolen.posts).toEqual([`cme-officer ${await authority("998")}`]);
    const real = await signIn("eastmere", told("ida", "ida@eastmere.example"));
    expect(real.posts).toEqual([`cme-officer ${await authority("997")}`]);
    expect(real.session?.viewer.personId).not.toBe(stolen.session?.viewer.personId);
    const { rows } = await database.owner.query(
      "select issuer, subject, name from people where email = 'ida@eastmere.example' order by kept_apart",
    );
    expect(rows.map(({ issuer, subject }) => [issuer, subject])).toEqual([
      [eastmere.issuer, "ida"],
      [other.issuer, "thief"],
    ]);
  });

  test("the same subject at two issuers is two people [G04]", async () => {
    const here = await signIn("eastmere", told("same", "same@eastmere.example", { groups: ["ks-cme"] }));
    const there = await signIn("other", told("same", "same@other.example", { groups: ["ks-cme"] }));
    expect(here.posts).toEqual([`cme-officer ${await authority("997")}`]);
    expect(there.posts).toEqual([`cme-officer ${await authority("998")}`]);
    expect(here.session?.viewer.personId).not.toBe(there.session?.viewer.personId);
  });

  test("nobody is bound who holds a place that the provider does not speak for, and the page says where to turn [G04]", async () => {
    for (const key of ["eastmere", "other"]) {
      const { shown, session } = await signIn(key, told("bo", "bo@both.example"));
      expect([shown.status, session]).toEqual([403, undefined]);
      expect(shown.body).toContain(`You signed in at The council ${key}`);
    }
  });

  test("of an issuer that many share, only the accounts of the right organisation come in [G04]", async () => {
    const sam = told("sam", "sam@school.example");
    for (const hd of [undefined, "elsewhere.example", ["school.example"]]) {
      const { shown, session } = await signIn("shared", { ...sam, hd });
      expect([shown.status, session]).toEqual([403, undefined]);
      expect(shown.body).toContain("That account is not from");
    }
    expect((await signIn("other", { ...sam, hd: "school.example" })).session).toBeUndefined();
    const real = await signIn("shared", { ...sam, hd: "school.example" });
    expect(real.posts).toEqual([`school-attendance-officer ${await authority("997")}`]);
    expect(real.session?.issuer).toBe(`${other.issuer}#hd=school.example`);
  });

  test("an answer that comes back by another provider's address is refused [G04]", async () => {
    const browser = plainBrowser(site.address);
    other.says(told("mallory", "mallory@other.example", { groups: ["ks-cme"] }));
    const sent = await browser.ask("/sign-in?at=other");
    const back = new URL(
      (await browser.ask(sent.headers.get("location") ?? "")).headers.get("location") ?? "",
    );
    expect(back.pathname).toBe("/sign-in/return/other");
    for (const path of ["/sign-in/return/eastmere", "/sign-in/return", "/sign-in/return/none"]) {
      const shown = await browser.open(`${path}${back.search}`);
      expect([shown.status, browser.cookies.has("keepsight")], path).toEqual([400, false]);
      expect(shown.body).toContain("/sign-in?choose=yes");
    }
  });

  test("what a provider no longer speaks for counts for nothing from the next start, in the pages and in the database [G04]", async () => {
    const { session, browser } = await signIn("eastmere", told("ida", "ida@eastmere.example"));
    const seen = async () =>
      (
        await database.owner.query(
          "select viewer_authorities('open-case') from (select set_config('keepsight.person', $1, false)) who",
          [String(session?.viewer.personId)],
        )
      ).rows[0].viewer_authorities;
    const posts = async () =>
      (await sessionOf(site.keepsight, browser.cookies.get("keepsight")?.value))?.viewer.posts.length;
    expect([await posts(), (await seen()).length]).toEqual([1, 1]);
    await takeUpProviders(
      database.owner,
      providers.map((one) => (one.key === "eastmere" ? { ...one, speaksFor: whole("998") } : one)),
    );
    expect([await posts(), await seen()]).toEqual([0, []]);
    await takeUpProviders(database.owner, []);
    expect(await posts()).toBe(1);
    await takeUpProviders(database.owner, providers);
    expect([await posts(), (await seen()).length]).toEqual([1, 1]);
  });

  test("an authority that writes down an e-mail that another's person has gets a person of its own [G04]", async () => {
    const { rows } = await database.owner.query(
      "select (person_of_email('Ida Twin', 'IDA@eastmere.example', $1, null, null)).*",
      [await authority("998")],
    );
    // The thief is 998's own to know by that address; Eastmere's Ida is not.
    expect(rows[0].issuer).toBe(other.issuer);
    const fresh = await database.owner.query(
      "select (person_of_email('Pat Twin', 'same@eastmere.example', $1, null, null)).*",
      [await authority("998")],
    );
    expect([fresh.rows[0].issuer, fresh.rows[0].kept_apart]).toEqual(["invited", 1]);
  });

  test("a real browser chooses by keyboard, and leaves by the provider that it came by [G04]", async () => {
    eastmere.says(told("ida", "ida@eastmere.example"));
    const browser = await startBrowser();
    const page = await newPage(browser, { width: 320, javaScript: false });
    await page.goto(`${site.address}/sign-in?return=/signed-out`);
    await page.getByRole("link", { name: "The council eastmere" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("Ida Invited").first().waitFor();
    await page.goto(`${site.address}/sign-out`);
    const before = [eastmere.asked.length, other.asked.length];
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await page.waitForURL(`${site.address}/signed-out`);
    expect(eastmere.asked.slice(before[0])).toContain("/end");
    expect(other.asked.length).toBe(before[1]);
    await browser.close();
  });

  test("the choice can be read and searched where councils are many, at a desk and on a small phone", async () => {
    const many = await startSite(database, {
      demonstration: false,
      providers: Array.from({ length: 40 }, (_, at) =>
        named(`council-${at}`, `https://login${at}.example`, {
          name: `Invented Council ${at}`,
          hint: at % 2 ? "With your council account" : undefined,
        }),
      ),
    });
    const browser = plainBrowser(many.address);
    expect((await browser.open("/sign-in?find=COUNCIL+17")).body.match(/at=council/g)).toHaveLength(1);
    expect((await browser.open("/sign-in?find=%3Cb%3Enowhere")).body).toContain("‘&lt;b>nowhere’");
    await lookAt({ address: many.address, plain: true, pages: { "choose-provider": "/sign-in" } });
    await many.close();
  });
});

const root = findGlewlwyd();

test.skipIf(root === undefined)(
  "a provider of an agency signs in its people, beside councils' own [G04]",
  async () => {
    const police = await startGlewlwyd(root ?? "", [
      { username: "pc", name: "Pat Constable", email: "pc@police.example", verified: true, groups: [] },
    ]);
    const withPolice = [
      ...providers,
      named("police", police.issuer, {
        ...glewlwydClient,
        speaksFor: [{ authority: "997", part: "agencies", place: "Eastmere Police" }],
      }),
    ];
    await takeUpProviders(database.owner, withPolice);
    const there = await startSite(database, { demonstration: false, providers: withPolice });
    await police.register(`${there.address}/sign-in/return/police`);
    await database.owner.query(`
    insert into agencies (authority_id, kind, name) select id, 'police', 'Eastmere Police' from authorities where code = '997' on conflict do nothing;
    insert into people (issuer, subject, name, email) values ('invited', 'pc', 'Pat Constable', 'pc@police.example');
    insert into posts (person_id, role, authority_id, agency_id) select people.id, 'police', agencies.authority_id, agencies.id
      from people, agencies where email = 'pc@police.example' and agencies.name = 'Eastmere Police'`);
    const browser = plainBrowser(there.address);
    const sent = new URL((await browser.ask("/sign-in?at=police")).headers.get("location") ?? "");
    sent.searchParams.set("g_continue", "");
    const back = await fetch(sent, { redirect: "manual", headers: { cookie: await police.signedIn("pc") } });
    await browser.open(back.headers.get("location") ?? "");
    const session = await sessionOf(there.keepsight, browser.cookies.get("keepsight")?.value);
    expect(session?.viewer.posts.map(({ role }) => role)).toEqual(["police"]);
    await there.close();
    police.end();
  },
);

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import {
  findGlewlwyd,
  type Glewlwyd,
  glewlwydClient,
  startGlewlwyd,
} from "../../../test/support/glewlwyd.ts";
import { type PlainBrowser, plainBrowser } from "../../../test/support/plain-browser.ts";
import { type Site, startSite } from "../../../test/support/site.ts";
import { sessionOf } from "./index.ts";

// A provider that shares no line with the demonstration's: Debian's Glewlwyd. All people are synthetic.
const root = findGlewlwyd();

describe.skipIf(root === undefined)("signing in at an unrelated provider", () => {
  let database: TestDatabase;
  let site: Site;
  let provider: Glewlwyd;

  const person = (username: string, groups: string[], verified = true) => ({
    ...{ username, groups, verified, name: `${username} Testwood`, email: `${username}@staff.example` },
  });

  beforeAll(async () => {
    database = await testDatabase();
    provider = await startGlewlwyd(root ?? "", [
      person("invited", []),
      person("newcomer", ["KS-CME", "Canteen"]),
      person("nobody", ["Canteen"]),
      person("unverified", ["KS-CME"], false),
    ]);
    site = await startSite(database, {
      demonstration: false,
      signIn: { issuer: provider.issuer, ...glewlwydClient, groupsClaim: "groups" },
    });
    await provider.register(`${site.address}/sign-in/return`);
    await database.owner.query(`
      insert into people (issuer, subject, name, email) values ('invited', 'x', 'Invited Testwood', 'Invited@staff.example');
      insert into posts (person_id, role, authority_id, from_on) select people.id, 'ehe-officer', authorities.id, '2026-01-01'
        from people, authorities where email = 'Invited@staff.example' and code = '997';
      insert into group_posts (authority_id, group_name, role, asked_at, asked_by, agreed_at, agreed_by)
        select authorities.id, 'ks-cme', 'cme-officer', now(), one.id, now(), other.id from authorities, people one, people other
        where code = '997' and one.email like 'data.eastmere@%' and other.email like 'named.eastmere@%'`);
  });
  afterAll(async () => {
    await site?.close();
    provider?.end();
    await database?.end();
  });

  /** Goes to the provider, where this person is signed in and goes on, and comes back. */
  async function signIn(username: string, browser: PlainBrowser = plainBrowser(site.address)) {
    const sent = await browser.ask("/sign-in");
    const there = new URL(sent.headers.get("location") ?? "");
    expect(there.origin).toBe(new URL(provider.issuer).origin);
    there.searchParams.set("g_continue", "");
    const back = await fetch(there, {
      redirect: "manual",
      headers: { cookie: await provider.signedIn(username) },
    });
    const shown = await browser.open(back.headers.get("location") ?? "");
    const session = await sessionOf(site.keepsight, browser.cookies.get("keepsight")?.value);
    return { shown, session, posts: session?.viewer.posts.map(({ role }) => role) };
  }

  test("binds whom an administrator wrote down by the e-mail that it has verified, once and for all [G04]", async () => {
    expect((await signIn("invited")).posts).toEqual(["ehe-officer"]);
    const { rows } = await database.owner.query(
      "select issuer, name from people where email ilike 'invited@staff.example'",
    );
    expect(rows).toEqual([{ issuer: provider.issuer, name: "Invited Testwood" }]);
    expect((await signIn("invited")).posts).toEqual(["ehe-officer"]);
  });

  test("lets in somebody new whose group gives a post, and takes it away at the next sign-in without it [G04]", async () => {
    const first = await signIn("newcomer");
    expect([first.session?.viewer.name, first.posts]).toEqual(["newcomer Testwood", ["cme-officer"]]);
    await provider.setGroups("newcomer", ["Canteen"]);
    const refused = await signIn("newcomer");
    expect([refused.shown.status, refused.session]).toEqual([403, undefined]);
    expect(refused.shown.body).toContain("none of yours gives one");
    // The session of before holds no post either.
    await provider.setGroups("newcomer", ["KS-CME"]);
    expect((await signIn("newcomer")).posts).toEqual(["cme-officer"]);
    const { rows } = await database.owner.query(
      "select act from audit_entries where subject_id = (select id from people where email = 'newcomer@staff.example') order by id",
    );
    expect(rows.map(({ act }) => act)).toEqual([
      ...["gave a post by group", "signed in", "ended a post", "gave a post by group", "signed in"],
    ]);
  });

  test("refuses whose groups give nothing, and whose e-mail it has not verified, and makes nobody of them [G04]", async () => {
    for (const username of ["nobody", "unverified"]) {
      const { shown, session } = await signIn(username);
      expect([shown.status, session]).toEqual([403, undefined]);
      expect(shown.body).toContain(`${username}@staff.example`);
      const { rows } = await database.owner.query("select from people where email = $1", [
        `${username}@staff.example`,
      ]);
      expect(rows).toEqual([]);
    }
  });

  test("gives nothing to somebody whom a directory says has left, whatever their groups [G04]", async () => {
    await database.owner.query(`insert into staff_accounts (authority_id, person_id, user_name, email, active, made_at, changed_at)
      select authorities.id, people.id, email, email, false, now(), now() from people, authorities
      where email = 'newcomer@staff.example' and code = '997'`);
    const { shown, posts } = await signIn("newcomer");
    expect([shown.status, posts]).toEqual([403, undefined]);
  });
});

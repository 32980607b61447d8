import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { webServer } from "../web/server.ts";
import { shippedTemplates } from "./shipped-templates.store.ts";
import { differencesOf } from "./text-difference.ts";

let db: TestDatabase;
let server: FastifyInstance;
beforeAll(async () => {
  db = await testDatabase();
  server = await webServer(db.keepsight);
});
afterAll(async () => {
  await server.close();
  await db.end();
});

const as = (who: string) => signedIn(db, server, who);
const shipped = shippedTemplates.get("before-visit")?.body ?? "";
const ours = shipped.replace(
  "We would like to talk with you",
  "A friendly officer would like to talk with you",
);
const change = async (who: string, template: string, body: string, more: Record<string, string> = {}) => {
  const page = `/letter-texts/997/${template}/change`;
  return (await as(who)).send(page, { body, next: "keep", ...more });
};
const kept = async (template: string) =>
  (
    await db.owner.query(
      "select revision, body, brought_back from letter_texts where template = $1 order by revision",
      [template],
    )
  ).rows;

describe("an authority's own words for a letter", () => {
  test("are in use from the next letter on, in that authority alone, with who wrote them and when [E02] [G04]", async () => {
    expect((await change("data.eastmere", "before-visit", ours)).status).toBe(303);
    const officer = await as("named.eastmere");
    const list = await officer.open("/letter-texts");
    expect(list.body).toMatch(/Our own, text 1, since .* by Data Eastmere/);
    const page = await officer.open("/letter-texts/997/before-visit");
    expect(page.body).toContain("A friendly officer would like to talk");
    expect(page.body).toContain("Mrs Ines Fenwater");
    expect(page.body).toMatch(/Instead of: <del>[^<]*We would like to talk/);
    for (const [authority, word] of [
      ["Eastmere", "A friendly officer"],
      ["Westholme", "We would like to talk"],
    ] as const) {
      const kase = await caseAtAddress(db, { forename: "Ada", surname: "Writwell", authority });
      const { rows } = await db.owner.query("select id from carers where child_id = $1", [kase.childId]);
      const writer = await as(`cme.${authority.toLowerCase()}`);
      const at = `/cases/${kase.reference}/letters/new?template=before-visit&to=carer-${rows[0].id}`;
      expect((await writer.open(at)).body).toContain(word);
    }
  });

  test("with an unknown field, or without one that the letter needs, are refused by its name and not lost", async () => {
    const { status, body } = await change(
      "data.eastmere",
      "place-not-taken-up",
      "Dear {{parent}} about {{child}}",
    );
    expect(status).toBe(422);
    expect(body).toContain("There is no field {{parent}}.");
    expect(body).toContain("The text must say {{place offered}}, the school where a place was offered.");
    expect(body).toContain("Dear {{parent}} about {{child}}");
    expect(await kept("place-not-taken-up")).toEqual([]);
  });

  test("that a newer program no longer knows how to fill in cannot be used, and the page says why", async () => {
    await db.owner.query(
      `insert into letter_texts (authority_id, template, revision, body, made_at, made_by)
       select id, 'card-left', 1, 'Dear {{to}}', now(), 1 from authorities where name = 'Eastmere'`,
    );
    const kase = await caseAtAddress(db, { forename: "Bea", surname: "Writwell" });
    const { rows } = await db.owner.query("select id from carers where child_id = $1", [kase.childId]);
    const { status, body } = await (await as("cme.eastmere")).open(
      `/cases/${kase.reference}/letters/new?template=card-left&to=carer-${rows[0].id}`,
    );
    expect(status).toBe(422);
    expect(body).toContain(
      "This letter cannot be used until its text is mended. The text must say {{child}}",
    );
    expect((await (await as("data.eastmere")).open("/letter-texts")).body).toContain("Cannot be used");
  });

  test("are read and brought back, each time as a new text; so are those that come with the program", async () => {
    const name = "home-education";
    const body = shippedTemplates.get(name)?.body ?? "";
    expect((await change("data.eastmere", name, `${body}\n\nOne`)).status).toBe(303);
    expect((await change("named.eastmere", name, `${body}\n\nTwo`)).status).toBe(303);
    const officer = await as("data.eastmere");
    const at = `/letter-texts/997/${name}`;
    const earlier = await officer.open(`${at}/texts/1`);
    expect(earlier.body).toContain("One");
    const back = (revision: string) =>
      officer.send(`${at}/texts/${revision}`, {}, { action: `${at}/brought-back` });
    expect((await back("1")).status).toBe(303);
    expect((await officer.open(at)).body).toContain("Added: <ins>One</ins>");
    expect((await back("0")).status).toBe(303);
    expect((await officer.open(at)).body).not.toContain("How it differs");
    expect(
      (await kept(name)).map((row) => [row.revision, row.body?.slice(-3) ?? null, row.brought_back]),
    ).toEqual([
      ...[
        [1, "One", null],
        [2, "Two", null],
        [3, "One", 1],
        [4, null, 0],
      ],
    ]);
    expect((await officer.open(`${at}/texts/9`)).status).toBe(404);
  });

  test("are not written over by somebody who has not read the last ones, and what they typed stays", async () => {
    const page = "/letter-texts/997/outcome/change";
    const body = shippedTemplates.get("outcome")?.body ?? "";
    const seen = { _seen: "0" };
    expect((await change("data.eastmere", "outcome", `${body} A`, seen)).status).toBe(303);
    const late = await change("named.eastmere", "outcome", `${body} B`, seen);
    expect(late.status).toBe(422);
    expect(late.body).toContain("Somebody else has changed these words meanwhile.");
    expect(late.body).toContain("children safe and in education");
    expect(await kept("outcome")).toHaveLength(1);
    expect((await (await as("named.eastmere")).open(page)).body).toContain(" A");
  });

  test("are changed by the data officer and the named officer alone, of their own authority, and stay on record [G03] [G04]", async () => {
    for (const who of [
      "cme.eastmere",
      "area.eastmere",
      "safeguarding.eastmere",
      "school.eastmere",
      "police.eastmere",
    ])
      expect([who, (await (await as(who)).open("/letter-texts")).status]).toEqual([who, 403]);
    expect((await (await as("data.westholme")).open("/letter-texts/997/before-visit")).status).toBe(404);
    await expect(db.owner.query("update letter_texts set body = 'x'")).rejects.toMatchObject({
      code: "23001",
    });
    await expect(db.owner.query("delete from letter_texts")).rejects.toMatchObject({ code: "23001" });
    const { rows } = await db.owner.query(
      "select act from audit_entries where subject = 'letter text' limit 1",
    );
    expect(rows).toEqual([{ act: "changed letter text" }]);
  });

  test("show on request how they read, and keep nothing yet; hostile words stay words", async () => {
    const { status, body } = await change(
      "data.eastmere",
      "acknowledgement",
      "# <script>x</script> {{child}}",
      {
        next: "show",
      },
    );
    expect(status).toBe(200);
    expect(body).toContain("&lt;script>x&lt;/script> Rowan Fenwater");
    expect(body).not.toContain("<script>x");
    expect(await kept("acknowledgement")).toEqual([]);
  });
});

describe("how two texts differ", () => {
  test("is told by paragraph: put in, left out, and worded otherwise", () => {
    expect(differencesOf("a\n\nb\n\nc", "a\n\nb\n\nc")).toEqual([]);
    expect(differencesOf("a\n\nb\n\nc", "a\n\nB\n\nc\n\nd")).toEqual([
      { was: "b", is: "B" },
      { was: undefined, is: "d" },
    ]);
    expect(differencesOf("a\n\nb\n\nc", "c")).toEqual([
      { was: "a", is: undefined },
      { was: "b", is: undefined },
    ]);
    expect(differencesOf("a\r\n\r\nb", "a\n \nb")).toEqual([]);
  });

  test("of two long texts is found at once", () => {
    const long = Array.from({ length: 1000 }, (_, place) => `p${place}`).join("\n\n");
    const began = performance.now();
    expect(differencesOf(long, long.replace("p500\n", "q\n"))).toEqual([{ was: "p500", is: "q" }]);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});

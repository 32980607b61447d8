import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { addPupil } from "../../../test/support/pupils.ts";
import { signedIn } from "../../../test/support/signed-in.ts";
import { webServer } from "../../web/server.ts";
import { concernForm } from "./concern.form.ts";
import { concernWords } from "./concern-words.ts";
import { languages } from "./languages.ts";

let database: TestDatabase;
let server: FastifyInstance;
beforeAll(async () => {
  database = await testDatabase();
  server = await webServer({
    ...database.keepsight,
    settings: { ...database.keepsight.settings, requestsAMinute: 100_000 },
  });
});
beforeEach(() => database.setNow("2026-11-03T10:00:00Z"));
afterAll(async () => {
  await server.close();
  await database.end();
});

/** Somebody without an account, whose browser keeps cookies. */
function anybody(on = server) {
  let cookies: Record<string, string> = {};
  return async (url: string, fields?: Record<string, string>) => {
    const answer = await on.inject({
      ...{ method: fields ? "POST" : "GET", url, cookies },
      ...(fields && {
        payload: new URLSearchParams(fields).toString(),
        headers: { "content-type": "application/x-www-form-urlencoded" },
      }),
    });
    for (const { name, value } of answer.cookies) cookies = { ...cookies, [name]: value };
    return { status: answer.statusCode, body: answer.body, location: answer.headers.location, cookies };
  };
}

const told: Record<string, Record<string, string>> = {
  danger: { urgent: "no" },
  council: { council: "997" },
  child: { forename: "Mara", surname: "Quillfeather", age: "ten", school: "" },
  home: { address: "The red house on Invented Row", carer: "" },
  worry: { information: "She is never at school and does the cleaning in a café." },
  you: { senderName: "", phone: "" },
};

async function tell(ask: ReturnType<typeof anybody>, answers = told, lang = "en") {
  database.setNow("2026-11-03T10:00:00Z");
  await ask("/concern", { lang });
  for (const [step, fields] of Object.entries(answers)) {
    const { status, body } = await ask(`/concern/${step}`, fields);
    if (status !== 303) throw new Error(`${step} was answered with ${status}: ${body}`);
  }
  database.setNow("2026-11-03T10:05:00Z");
  return ask("/concern/check", {});
}
const referenceIn = (body: string) => /EM-R-\d{6}|WH-R-\d{6}/.exec(body)?.[0] ?? "none";
const rowOf = async (reference: string) =>
  (await database.owner.query("select * from referrals where reference = $1", [reference])).rows[0];

describe("anybody tells us of a child, without an account", () => {
  test("it reaches the officers of the council named, as a concern, with the words as they were typed [D08]", async () => {
    const { status, body } = await tell(anybody());
    expect(status).toBe(200);
    const row = await rowOf(referenceIn(body));
    expect(row).toMatchObject({ form: "concern", child_id: null, school_id: null, agency_id: null });
    expect(row.content).toMatchObject({
      child: { forename: "Mara", surname: "Quillfeather", address: "The red house on Invented Row" },
      concern: true,
      urgent: false,
    });
    expect(JSON.stringify(row.content.sections)).toContain("does the cleaning in a café");
    const officer = await signedIn(database, server, "cme.eastmere");
    expect((await officer.open("/referrals")).body).toContain("Mara Quillfeather");
    expect((await (await signedIn(database, server, "cme.westholme")).open("/referrals")).body).not.toContain(
      "Quillfeather",
    );
  });

  test("a child in danger is urgent, and the page says to call 999 first [D08]", async () => {
    const ask = anybody();
    await ask("/concern", { lang: "en" });
    expect((await ask("/concern/danger")).body).toContain("call 999 first");
    const { body } = await tell(ask, { ...told, danger: { urgent: "yes" } });
    expect((await rowOf(referenceIn(body))).content.urgent).toBe(true);
  });

  test("the answer is the same to a letter, whether the child is known or not [D08] [G04]", async () => {
    const asTold = async (surname: string) =>
      (await tell(anybody(), { ...told, child: { ...told["child"], forename: "Rosa", surname } })).body
        .replaceAll(/EM-R-\d+/g, "")
        .replaceAll(/nonce="[^"]*"/g, "");
    await addPupil(database.owner, { forename: "Rosa", surname: "Knownborough", born: "2016-03-09" });
    const [known, unknown] = [await asTold("Knownborough"), await asTold("Nobodysham")];
    expect(known).toBe(unknown);
    expect(known).not.toMatch(/Rosa|Knownborough|Quillfeather/);
  });

  test("what is needed is asked for beside its field, and what was typed stays [D08]", async () => {
    const ask = anybody();
    await ask("/concern", { lang: "en" });
    const { status, body } = await ask("/concern/child", { surname: "Quillfeather" });
    expect(status).toBe(422);
    expect(body).toContain("Enter a name, or write that you do not know it");
    expect((await ask("/concern/child")).body).toMatch(/name="surname"[^>]*value="Quillfeather"/);
    expect((await ask("/concern/check", {})).location).toBe("/concern/danger");
  });
});

describe("who may not", () => {
  test("whoever holds another cookie reads nothing of what was typed; the cookie's secret is kept nowhere [G04]", async () => {
    const ask = anybody();
    await ask("/concern", { lang: "en" });
    const { cookies } = await ask("/concern/child", told["child"] ?? {});
    const other = await server.inject({
      url: "/concern/child",
      cookies: { "keepsight-concern": `${cookies["keepsight-concern"]}x` },
    });
    expect([other.statusCode, other.headers.location]).toEqual([303, "/concern?over=yes"]);
    const { rows } = await database.owner.query("select * from drafts where form = 'concern'");
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(cookies["keepsight-concern"]);
  });

  test("after two hours, and once it is sent, nothing of what was typed is left [D08]", async () => {
    const left = async () =>
      (await database.owner.query("select count(*)::int as n from drafts where form = 'concern'")).rows[0].n;
    await tell(anybody());
    database.setNow("2026-11-03T11:00:00Z");
    const ask = anybody();
    await ask("/concern", { lang: "en" });
    await ask("/concern/child", told["child"] ?? {});
    database.setNow("2026-11-03T13:00:01Z");
    const { location } = await ask("/concern/child?lang=pl", told["child"]);
    expect(location).toBe("/concern?lang=pl&over=yes");
    const polish = languages.find(({ code }) => code === "pl");
    expect((await ask(location ?? "")).body).toContain(polish?.say(concernWords.over));
    expect((await ask("/concern")).body).not.toContain(concernWords.over);
    database.setNow("2026-11-03T16:00:00Z");
    await anybody()("/concern", { lang: "en" });
    expect(await left()).toBe(1);
  });

  test("who sends within eight seconds of beginning is asked to read it again, and nothing is lost [D08]", async () => {
    const ask = anybody();
    await ask("/concern", { lang: "en" });
    for (const [step, fields] of Object.entries(told)) await ask(`/concern/${step}`, fields);
    const { body } = await ask("/concern/check", {});
    expect(body).toContain(concernWords.wait);
    database.setNow("2026-11-03T10:00:09Z");
    expect((await ask("/concern/check", {})).body).toContain(concernWords.sent);
  });

  test("of ten thousand from one address in an hour a few come in, and the rest are refused before anything is kept [D08]", async () => {
    const limited = await webServer({
      ...database.keepsight,
      settings: { ...database.keepsight.settings, requestsAMinute: 600 },
    });
    const before = (await database.owner.query("select count(*)::int as n from drafts")).rows[0].n;
    const answers = new Map<number, number>();
    for (let at = 0; at < 10_000; at++) {
      const { statusCode } = await limited.inject({
        method: "POST",
        url: "/concern",
        payload: "lang=en",
        headers: { "content-type": "application/x-www-form-urlencoded" },
      });
      answers.set(statusCode, (answers.get(statusCode) ?? 0) + 1);
    }
    await limited.close();
    expect([...answers]).toEqual([
      [303, 10],
      [429, 9_990],
    ]);
    const after = (await database.owner.query("select count(*)::int as n from drafts")).rows[0].n;
    expect(after - before).toBeLessThanOrEqual(10);
  }, 120_000);

  test("too long a text, and scripts, names from right to left and pictures in every field [D08]", async () => {
    const ask = anybody();
    await ask("/concern", { lang: "en" });
    expect((await ask("/concern/worry", { information: "x".repeat(40_000) })).status).toBe(413);
    expect((await ask("/concern/worry", { information: "x".repeat(4_001) })).status).toBe(422);
    const strange = `<script>alert(1)</script> "'&\u202Eمريم 👧🏽`;
    const every = Object.fromEntries(
      Object.entries(told).map(([step, fields]) => [
        step,
        Object.fromEntries(
          Object.entries(fields).map(([name, value]) => [
            name,
            ["urgent", "council"].includes(name)
              ? value
              : strange.slice(0, name === "age" || name === "phone" ? 40 : 90),
          ]),
        ),
      ]),
    );
    const reference = referenceIn((await tell(ask, every)).body);
    const officer = await signedIn(database, server, "cme.eastmere");
    const { status, body } = await officer.open(`/referrals/${reference}`);
    expect(status).toBe(200);
    expect(body).not.toContain("<script>alert");
    expect(body).toContain("مريم 👧🏽");
  });
});

describe("in other languages", () => {
  const councils = [
    { code: "1", name: "One" },
    { code: "2", name: "Two" },
  ];
  const english = [
    ...Object.values(concernWords),
    ...[concernForm(councils)].flatMap(({ title, steps }) => [
      title,
      ...steps.flatMap((step) => [
        step.title,
        step.why,
        ...step.fields.flatMap((field) => [
          field.asks,
          field.short,
          ...(field.wanted ? [field.wanted] : []),
          ...("of" in field && field.name !== "council" ? field.of.map(({ text }) => text) : []),
        ]),
      ]),
    ]),
  ];

  test("there are at least four besides English, and each says every word of every page [D08]", () => {
    const others = languages.filter(({ code }) => code !== "en");
    expect(others.length).toBeGreaterThanOrEqual(4);
    for (const { code, say } of others)
      expect(
        english.filter((words) => say(words) === words),
        code,
      ).toEqual([]);
  });

  test.each(
    languages.filter(({ code }) => code !== "en").map((language) => [language.code, language] as const),
  )(
    "%s: all pages speak it, and the officer reads English questions with the sender's own words [D08]",
    async (code, { direction, say }) => {
      const ask = anybody();
      expect((await ask(`/concern?lang=${code}`)).body).toContain(`lang="${code}" dir="${direction}"`);
      await ask("/concern", { lang: code });
      const wrong = (await ask("/concern/danger", {})).body;
      expect(wrong).toContain(say("Say if the child is in danger now"));
      expect(wrong).toContain(say(concernWords.problem));
      expect(wrong).toMatch(new RegExp(`govuk-visually-hidden">${say(concernWords.error)}:`));
      expect(wrong).toContain(say(concernWords.until, { time: "12:00" }));
      const long = (await ask("/concern/child", { forename: "Ola", age: "x".repeat(41) })).body;
      expect(long).toContain(say(concernWords.tooLong, { most: 40 }));
      const { body } = await tell(ask, told, code);
      expect(body).toContain(say(concernWords.sent));
      const { content } = await rowOf(referenceIn(body));
      expect(content.sections[0]).toMatchObject({ title: "Is the child in danger now?" });
    },
  );
});

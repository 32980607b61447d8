import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newPage, screenshot, startBrowser } from "../../../test/support/browser.ts";
import { type CaseAtAddress, caseAtAddress } from "../../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { lookAt } from "../../../test/support/look-at.ts";
import { signedIn } from "../../../test/support/signed-in.ts";
import { raiseFlags } from "../../cases/index.ts";
import { perform } from "../../context.ts";
import { NotAllowed, NotFound } from "../../database/index.ts";
import { webServer } from "../../web/server.ts";
import { recordLetter } from "../record-letter.ts";
import { requestVisit } from "../request-visit.ts";
import { outlineOf, pinsOf } from "./map.ts";
import { planVisits } from "./plan-visits.ts";
import { inRoundOrder } from "./round-order.ts";

let db: TestDatabase;
let server: FastifyInstance;
beforeAll(async () => {
  db = await testDatabase();
  db.keepsight.settings = {
    ...db.keepsight.settings,
    mapTiles: { address: "https://tiles.example/{z}/{x}/{y}.png", credit: "Invented ground" },
  };
  server = await webServer(db.keepsight);
  await db.owner.query(
    `insert into postcode_positions values ('EA4 7DN', 1.9, 54.5, true), ('EA4 8AB', 1.95, 54.52, true)`,
  );
});
afterAll(async () => {
  await server.close();
  await db.end();
});

const as = (who: string) => signedIn(db, server, who);
const idOf = async (who: string) => String((await db.who(who)).personId);
let count = 0;

async function toVisit(urgent = false): Promise<CaseAtAddress> {
  const kase = await caseAtAddress(db, { forename: "Ash", surname: `Planned${count++}` });
  const { rows } = await db.owner.query("select min(id) as id from areas");
  const content = { address: "4 Lantern Row", phones: "", carers: "", reason: "", referredBy: "" };
  const rest = { previousInvolvement: "", concerns: "", socialWorker: "", other: "" };
  const call = { viewer: await db.who("cme.eastmere"), act: "work-case", request: "test" } as const;
  await perform(db.keepsight, call, (context) =>
    requestVisit(context, kase.reference, { ...content, ...rest, urgent, areaId: rows[0].id }),
  );
  return kase;
}

async function plan(
  cases: readonly CaseAtAddress[],
  { person = "area.eastmere", day = "10", by = "manager.eastmere", ...more }: Record<string, string> = {},
) {
  const on = { "day-day": day, "day-month": "11", "day-year": "2026" };
  const references = cases.map(({ reference }) => reference);
  const fields = { person: await idOf(person), ...on, ...more, case: references };
  return (await as(by)).send("/visit-plan", fields, { action: "/visit-plan/visits" });
}

const planned = async ({ caseId }: CaseAtAddress) =>
  (
    await db.owner.query(
      "select people.email, on_day::text from visit_plans left join people on people.id = person_id where case_id = $1 order by visit_plans.id desc limit 1",
      [caseId],
    )
  ).rows[0];
const moveTo = ({ childId }: CaseAtAddress, lines: string, postcode: string, hidden = false) =>
  db.owner.query(
    `insert into child_addresses (child_id, lines, postcode, hidden, source, made_at, made_by, replaces)
     select child_id, $2, $3, $4, source, made_at, made_by, id from child_addresses where child_id = $1`,
    [childId, lines, postcode, hidden],
  );
const hold = async ({ childId }: CaseAtAddress) => {
  const call = { viewer: await db.who("cme.eastmere"), act: "work-case", request: "test" } as const;
  await perform(db.keepsight, call, (context) => raiseFlags(context, childId, ["forced-marriage"], "school"));
};

test("a lead gives several visits to one officer for a day at once, and they stand in that officer's round [E02]", async () => {
  const [one, two] = [await toVisit(), await toVisit()];
  expect((await plan([one, two])).location).toBe("/visit-plan?done=planned");
  for (const kase of [one, two])
    expect(await planned(kase)).toEqual({
      email: expect.stringMatching(/^area\.eastmere@/),
      on_day: "2026-11-10",
    });
  const officer = await as("area.eastmere");
  const round = await officer.open(`/visit-plan/round?of=${await idOf("area.eastmere")}&on=2026-11-10`);
  for (const { reference } of [one, two]) expect(round.body).toContain(reference);
  expect(round.body).toContain("Round of Tuesday 10 November 2026");
  expect((await officer.open("/visit-plan?of=nobody")).body).not.toContain(one.reference);
  await plan([one], { off: "yes" });
  expect(await planned(one)).toEqual({ email: null, on_day: null });
  expect((await officer.open("/visit-plan?of=nobody")).body).toContain(one.reference);
});

test("the plan says what is owed by when, and whether the letter before the visit has gone [E02] [C20]", async () => {
  const [kase, urgent] = [await toVisit(), await toVisit(true)];
  const line = async ({ reference }: CaseAtAddress) => {
    const { body } = await (await as("area.eastmere")).open("/visit-plan");
    const row = body.split("<tr").find((each) => each.includes(reference)) ?? "";
    return row.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
  };
  expect(await line(kase)).toMatch(/Visit by 17 Nov 2026 In 14 days/);
  expect(await line(kase)).toContain("Letter: Still owed before the visit, by");
  expect(await line(urgent)).toContain("Letter: None is asked for");
  const call = { viewer: await db.who("area.eastmere"), act: "record-visit", request: "test" } as const;
  await perform(db.keepsight, call, (context) => recordLetter(context, kase.reference, {}));
  expect(await line(kase)).toContain("Letter: Sent on 3 November 2026");
});

test("nobody is sent where nobody may go, where they do not visit, or on a day that is over [E02] [E04] [G04]", async () => {
  const [held, free] = [await toVisit(), await toVisit()];
  await hold(held);
  const refused = await plan([held, free]);
  expect(refused.status).toBe(422);
  expect(refused.body).toContain(`${held.reference} is held: nobody goes there now.`);
  expect(await planned(free)).toBeUndefined();
  expect((await plan([free], { person: "area2.eastmere" })).body).toContain(
    "where this person does not visit",
  );
  expect((await plan([free], { day: "2" })).body).toContain("must be on or after today");
  const sent = async (who: string) => {
    const call = { viewer: await db.who(who), act: "plan-visits", request: "test" } as const;
    const going = { personId: call.viewer.personId, on: Temporal.PlainDate.from("2026-11-10") };
    return perform(db.keepsight, call, (context) => planVisits(context, [free.reference], going));
  };
  await expect(sent("area2.eastmere")).rejects.toThrow(NotFound);
  await expect(sent("auditor.eastmere")).rejects.toThrow(NotAllowed);
  expect(await planned(free)).toBeUndefined();
});

test("a hidden address and a held case are on no map, list, file or round, also when they were planned before [E02] [E04] [A02]", async () => {
  const [hidden, held] = [await toVisit(), await toVisit()];
  await plan([hidden, held], { day: "12" });
  await moveTo(hidden, "7 Secret Lane", "EA4 8AB", true);
  await moveTo(held, "9 Quiet Close", "EA4 8AB");
  await hold(held);
  const officer = await as("area.eastmere");
  const round = `/visit-plan/round?of=${await idOf("area.eastmere")}&on=2026-11-12`;
  for (const path of ["/visit-plan", "/visit-plan.csv", round]) {
    const { status, body } = await officer.open(path);
    expect(status).toBe(200);
    for (const reference of [hidden.reference, held.reference]) expect(body).toContain(reference);
    for (const secret of ["Secret Lane", "Quiet Close", "EA4 8AB", "54.52"])
      expect(body, path).not.toContain(secret);
    expect(body).toContain("Held: do not go");
  }
});

test("the map is drawn without scripts, names no child, and only its pages may fetch pictures of the ground [E02]", async () => {
  await toVisit();
  const { body } = await (await as("cme.eastmere")).open("/visit-plan");
  const drawing = body.slice(body.indexOf('<figure class="keepsight-map"')).split("</figure>")[0] ?? "";
  expect(drawing).toContain('<svg viewBox="0 0 480 420" role="img"');
  expect(drawing).toContain("keepsight-map__pin");
  expect(drawing).not.toMatch(/Planned|Lantern|EM-/);
  const policyOf = async (url: string) => {
    const cookies = { keepsight: (await as("cme.eastmere")).token };
    return String((await server.inject({ url, cookies })).headers["content-security-policy"]);
  };
  expect(await policyOf("/visit-plan")).toContain("img-src 'self' data: https://tiles.example;");
  expect(await policyOf("/my-visits")).not.toContain("tiles.example");
});

test("a round takes the urgent calls first, then always the nearest, and at the end those whose place nobody knows [E02]", () => {
  const call = (name: string, longitude: number | null, urgent = false) => ({
    ...{ name, urgent, postcode: null },
    position: longitude === null ? null : { longitude, latitude: 54 },
  });
  const calls = [
    call("far", 3),
    call("nowhere", null),
    call("near", 1.1),
    call("between", 2),
    call("urgent", 1, true),
  ];
  expect(inRoundOrder(calls).map(({ name }) => name)).toEqual([
    "urgent",
    "near",
    "between",
    "far",
    "nowhere",
  ]);
});

test("visits at one postcode are one pin with both numbers, and a line goes around an area's schools [E02]", () => {
  const at = (longitude: number, latitude: number) => ({ longitude, latitude });
  const visits = [{ position: at(1, 54) }, { position: null }, { position: at(1, 54) }];
  expect(pinsOf(visits)).toEqual([{ ...at(1, 54), numbers: [1, 3] }]);
  const corners = [at(0, 0), at(2, 0), at(2, 2), at(0, 2)];
  expect(outlineOf([...corners, at(1, 1), at(1, 0.5)])).toEqual(corners);
});

test("the plan and a round fit a phone, axe finds nothing, and where scripts run the map moves [E02]", async () => {
  const cases = [await toVisit(), await toVisit(true), await toVisit()];
  await plan(cases, { day: "13" });
  await db.owner.query(
    "insert into postcode_positions select 'EA5 ' || n || 'AA', 1.7 + n * 0.05, 54.4 + (n % 3) * 0.06, true from generate_series(1, 6) as n",
  );
  for (const [place, kase] of cases.entries())
    await moveTo(kase, `${place + 2} Wherry Road`, `EA5 ${place * 2 + 1}AA`);
  await db.owner.query(`update schools set postcode = 'EA5 ' || (id % 6 + 1) || 'AA'`);
  await server.listen({ host: "localhost", port: 0 });
  const address = `http://localhost:${(server.server.address() as AddressInfo).port}`;
  const { token } = await as("cme.eastmere");
  const browser = await startBrowser();
  const round = `/visit-plan/round?of=${await idOf("area.eastmere")}&on=2026-11-13`;
  const pages = { "visit-plan": "/visit-plan", "visit-round": round };
  await lookAt({ address, token, pages });
  const page = await newPage(browser, { width: 1280 });
  await page.context().addCookies([{ name: "keepsight", value: token, url: address }]);
  const tiles: string[] = [];
  await page.route("https://tiles.example/**", (route) => {
    tiles.push(`${route.request().url()} ${route.request().headers()["referer"] ?? ""}`);
    return route.abort();
  });
  await page.goto(`${address}/visit-plan`);
  await page.locator(".leaflet-marker-icon").first().click();
  expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("case");
  expect(tiles.length).toBeGreaterThan(0);
  for (const asked of tiles) expect(asked).toMatch(/^https:\/\/tiles\.example\/\d+\/\d+\/\d+\.png $/);
  await screenshot(page, "visit-plan-moves-1280");
  await browser.close();
}, 120_000);

test("a family that nobody may approach for a sister's sake is marked wherever somebody would be sent to it, write or call [E04]", async () => {
  const [brother, sister] = [
    await toVisit(),
    await caseAtAddress(db, { forename: "Signe", surname: "Kinrow" }),
  ];
  for (const each of [brother, sister]) await moveTo(each, "9 Kin Row", "EA4 8AC");
  const cme = await as("cme.eastmere");
  const at = `/cases/${brother.reference}`;
  const pages = [at, `${at}/visits`, `${at}/letters`, `${at}/letters/new`, `/children/${brother.childId}`];
  const warning = "Ask the safeguarding lead before anybody visits, writes to or calls this family.";
  for (const page of pages) expect((await cme.open(page)).body, page).not.toContain(warning);
  await hold(sister);
  for (const page of pages) expect((await cme.open(page)).body, page).toContain(warning);
  const own = (await cme.open(`/children/${sister.childId}`)).body;
  expect(own).toContain("Held. Do not contact the family, visit, write or mediate.");
  expect(own).toContain("Do not ask the family for it.");
  expect(own).not.toContain("at the next contact");
  const area = await as("area.eastmere");
  expect((await area.open("/my-visits")).body).toContain(warning);
  for (const page of ["/visit-plan", "/visit-plan.csv"])
    expect((await area.open(page)).body, page).toContain("Ask the safeguarding lead first");
});

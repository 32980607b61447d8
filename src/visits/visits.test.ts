import { afterAll, beforeAll, expect, test } from "vitest";
import { caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { signedIn, unseenIn } from "../../test/support/signed-in.ts";
import { caseByReference, factsOf, obligationsKept, raiseFlags } from "../cases/index.ts";
import { addressesOf, lastKnown } from "../children/index.ts";
import { type Context, perform, readingContext } from "../context.ts";
import { NotAllowed, NotFound } from "../database/index.ts";
import { readForm } from "../web/design/index.ts";
import { webServer } from "../web/server.ts";
import { assessVisitRisk } from "./assess-visit-risk.ts";
import { visitsOwed } from "./my-visits.store.ts";
import { recordLetter } from "./record-letter.ts";
import { recordVisit } from "./record-visit.ts";
import { requestVisit, visitRequestFrom } from "./request-visit.ts";
import { risksKnownAt } from "./risk-assessments.store.ts";
import { visitForm } from "./visit.form.ts";
import { type Found, findings, type VisitReport } from "./visit.ts";
import { placeOf, visitPlace } from "./visit-place.ts";
import { visitRequestsOf } from "./visit-requests.store.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

const as = async (who: string) => readingContext(database.keepsight, await database.who(who), "test");

async function act<Answer>(
  who: string,
  named: "work-case" | "record-visit",
  work: (context: Context) => Promise<Answer>,
  key?: string,
): Promise<Answer> {
  return perform(
    database.keepsight,
    { viewer: await database.who(who), act: named, request: "test", key },
    work,
  );
}

const north = async () =>
  (await database.owner.query("select min(id) as id from areas")).rows[0].id as number;

const plain = { address: "4 Lantern Row", phones: "", carers: "", reason: "", referredBy: "" };
const rest = { previousInvolvement: "", concerns: "", socialWorker: "", other: "" };

async function asked(reference: string, urgent = false) {
  return act("cme.eastmere", "work-case", async (context) =>
    requestVisit(context, reference, { ...plain, ...rest, urgent, areaId: await north() }),
  );
}

const assessed = (reference: string, key?: string) =>
  act(
    "area.eastmere",
    "record-visit",
    (context) =>
      assessVisitRisk(context, reference, {
        risks: { "aggressive-parent": "medium" },
        other: "",
        overall: "medium",
      }),
    key,
  );

const report: VisitReport = {
  found: "family-moved",
  visitedAt: Temporal.Instant.from("2026-11-10T15:00:00Z"),
  cardLeft: false,
  neighbours: "They went in October",
  newAddress: { where: "outside", lines: "2 Mill Hill, Westholme", postcode: "EA9 1AA", authorityId: null },
  note: "",
};

const visited = (reference: string, changed: Partial<VisitReport> = {}, who = "area.eastmere") =>
  act(who, "record-visit", (context) => recordVisit(context, reference, { ...report, ...changed }));

const owedIn = async (caseId: number) =>
  (await obligationsKept(await as("cme.eastmere"), caseId))
    .filter(({ state }) => state === "open" || state === "due-soon" || state === "waiting")
    .map(({ act: each }) => each);

test("a visit request is filled in from the case, and the area sees it with its due day [D04] [C20]", async () => {
  const kase = await caseAtAddress(database, { forename: "Mira", surname: "Oakbeam" });
  const { form } = await visitRequestFrom(await as("cme.eastmere"), kase.reference);
  expect(form).toMatchObject({
    name: "Mira Oakbeam",
    dateOfBirth: "9 March 2017",
    dateOfReferral: "2 November 2026",
    ethnicity: "Not recorded",
    address: "4 Lantern Row\nEA4 7DN",
    phones: "Ines Oakbeam: 01632 960 123",
    carers: "Ines Oakbeam (mother)",
    reason: "Left a school, destination not known",
    referredBy: "School Eastmere, Ashfield Primary School",
  });
  expect(await asked(kase.reference)).toEqual({ reference: expect.stringMatching(/^EM-V-\d{6}$/) });
  const area = await as("area.eastmere");
  expect((await visitRequestsOf(area.database, kase.caseId))[0]?.content.name).toBe("Mira Oakbeam");
  const owed = (await visitsOwed(area.database)).find(({ reference }) => reference === kase.reference);
  // Ten working days after Tuesday 3 November.
  expect(owed?.dueAt.toString()).toBe("2026-11-17T23:59:59.999Z");
  expect(owed).toMatchObject({ address: "4 Lantern Row", urgent: false, knownRisk: null });
  expect(owed?.acts.toSorted()).toEqual(["assess-visit-risk", "visit-family", "write-to-family"]);
});

test("an urgent visit is due within three working days and no letter is asked for [C20]", async () => {
  const kase = await caseAtAddress(database, { forename: "Odo", surname: "Oakbeam" });
  await asked(kase.reference, true);
  const owed = (await visitsOwed((await as("area.eastmere")).database)).find(
    ({ reference }) => reference === kase.reference,
  );
  expect(owed?.dueAt.toString()).toBe("2026-11-06T23:59:59.999Z");
  expect(owed?.acts).not.toContain("write-to-family");
});

test("a visit is only seen and recorded by the area that it was sent to [E02] [G04]", async () => {
  const kase = await caseAtAddress(database, { forename: "Pia", surname: "Oakbeam" });
  await asked(kase.reference);
  const south = await as("area2.eastmere");
  expect(await visitsOwed(south.database)).toEqual([]);
  await expect(visited(kase.reference, {}, "area2.eastmere")).rejects.toThrow(NotFound);
  await expect(visited(kase.reference, {}, "school.eastmere")).rejects.toThrow(NotAllowed);
});

test("a hub worker visits within 48 hours, without a letter, and asks social care when nobody answered [C06]", async () => {
  const kase = await caseAtAddress(database, { forename: "Hal", surname: "Oakbeam", authority: "Westholme" });
  const hub = await as("hub.westholme");
  await act("cme.westholme", "work-case", (context) =>
    requestVisit(context, kase.reference, { ...plain, ...rest, urgent: false, areaId: kase.areaId }),
  );
  const [owed] = await visitsOwed(hub.database);
  expect(owed).toMatchObject({ reference: kase.reference, acts: ["assess-visit-risk", "visit-family"] });
  expect(owed?.dueAt.toString()).toBe("2026-11-05T10:00:00Z");
  const risks = { risks: {}, other: "", overall: "low" } as const;
  await act("hub.westholme", "record-visit", (context) => assessVisitRisk(context, kase.reference, risks));
  database.setNow("2026-11-04T11:00:00Z");
  await visited(
    kase.reference,
    { found: "no-answer", cardLeft: true, visitedAt: Temporal.Instant.from("2026-11-04T10:30:00Z") },
    "hub.westholme",
  );
  const next = await obligationsKept(hub, kase.caseId);
  const step = next.find(
    ({ state, act: each }) => state === "due-soon" || (state === "open" && each === "send-enquiry"),
  );
  expect(step).toMatchObject({ act: "send-enquiry", role: "hub-worker" });
});

test("what was found is refused without a risk assessment, and each visit needs its own [E02]", async () => {
  const kase = await caseAtAddress(database, { forename: "Ada", surname: "Oakbeam" });
  await asked(kase.reference);
  database.setNow("2026-11-10T16:00:00Z");
  expect(await visited(kase.reference)).toBe("risk-not-assessed");
  database.setNow("2026-11-09T09:00:00Z");
  expect(await assessed(kase.reference)).toBe("assessed");
  database.setNow("2026-11-10T16:00:00Z");
  const before = { visitedAt: Temporal.Instant.from("2026-11-06T15:00:00Z") };
  expect(await visited(kase.reference, before)).toBe("before-assessment");
  const later = { visitedAt: Temporal.Instant.from("2026-11-10T16:30:00Z") };
  expect(await visited(kase.reference, later)).toBe("not-yet");
  expect(await visited(kase.reference, { found: "no-answer", cardLeft: true })).toBe("recorded");
  expect(await visited(kase.reference)).toBe("risk-not-assessed");
  const facts = await factsOf(await as("cme.eastmere"), kase.caseId);
  expect(facts.at(-1)).toMatchObject({
    kind: "visit-made",
    details: {
      found: "no-answer",
      newAddress: "unknown",
      cardLeft: true,
      note: "Neighbours: They went in October",
    },
  });
});

test("a visit as a whole is never less risky than one of its risks [E02]", async () => {
  const kase = await caseAtAddress(database, { forename: "Una", surname: "Oakbeam" });
  await asked(kase.reference);
  const outcome = await act("area.eastmere", "record-visit", (context) =>
    assessVisitRisk(context, kase.reference, {
      risks: { "threatening-environment": "high" },
      other: "",
      overall: "medium",
    }),
  );
  expect(outcome).toBe("too-low");
});

test("the same risk assessment sent twice is one fact, and the next visitor there is told of it [E02]", async () => {
  const kase = await caseAtAddress(database, { forename: "Tom", surname: "Oakbeam" });
  await asked(kase.reference);
  const key = crypto.randomUUID();
  expect(await assessed(kase.reference, key)).toBe("assessed");
  expect(await assessed(kase.reference, key)).toBe("assessed");
  const facts = await factsOf(await as("cme.eastmere"), kase.caseId);
  expect(facts.filter(({ kind }) => kind === "visit-risk-assessed")).toHaveLength(1);
  const neighbour = await caseAtAddress(database, { forename: "Ben", surname: "Stonecrop" });
  const { database: asArea } = await as("area.eastmere");
  const known = await risksKnownAt(asArea, { childId: neighbour.childId, postcode: "EA4 7DN" });
  expect(known[0]).toMatchObject({ overall: "medium", risks: { "aggressive-parent": "medium" } });
});

test("a family that has moved away makes the enquiry to the other authority the next step [C20] [C25]", async () => {
  const kase = await caseAtAddress(database, { forename: "Lev", surname: "Oakbeam" });
  await asked(kase.reference);
  await act("area.eastmere", "record-visit", (context) => recordLetter(context, kase.reference, {}));
  await assessed(kase.reference);
  database.setNow("2026-11-10T16:00:00Z");
  expect(await visited(kase.reference)).toBe("recorded");
  const cme = await as("cme.eastmere");
  const addresses = await addressesOf(cme.database, kase.childId);
  expect(lastKnown(addresses)).toMatchObject({ lines: "2 Mill Hill, Westholme", certainty: "stated" });
  expect(addresses.find(({ lines }) => lines === "4 Lantern Row")).toMatchObject({ certainty: "left" });
  expect(await owedIn(kase.caseId)).toContain("send-enquiry");
  expect(await owedIn(kase.caseId)).not.toContain("visit-family");
  const next = await database.owner.query("select next_act from cases where id = $1", [kase.caseId]);
  expect(next.rows[0].next_act).toBe("send-enquiry");
  expect((await caseByReference(cme, kase.reference)).open).toBe(true);
});

test("while a family must not be approached no visit is asked for, prepared or made, and My visits gives no address [E04]", async () => {
  const kase = await caseAtAddress(database, { forename: "Nell", surname: "Holdfast" });
  const other = await caseAtAddress(database, { forename: "Ned", surname: "Holdfast" });
  const hold = ({ childId }: { childId: number }) =>
    act("cme.eastmere", "work-case", (context) =>
      raiseFlags(context, childId, ["forced-marriage"], "school"),
    );
  await hold(other);
  expect(await asked(other.reference)).toEqual({ refused: "held" });
  await asked(kase.reference);
  expect(await assessed(kase.reference)).toBe("assessed");
  await hold(kase);
  expect(await assessed(kase.reference)).toBe("held");
  expect(await visited(kase.reference)).toBe("held");
  expect(
    await act("area.eastmere", "record-visit", (context) => recordLetter(context, kase.reference, {})),
  ).toBe("held");
  const owed = await visitsOwed((await as("area.eastmere")).database);
  expect(owed.find(({ reference }) => reference === kase.reference)).toMatchObject({
    ...{ held: true, address: null, postcode: null, carers: [] },
  });
  expect(owed.find(({ reference }) => reference === other.reference)).toBeUndefined();
});

test("each form of a visit says on its page by which clause it is held and who can release it [E04]", async () => {
  const server = await webServer(database.keepsight);
  const kase = await caseAtAddress(database, { forename: "Nan", surname: "Holdfast" });
  await asked(kase.reference);
  await act("cme.eastmere", "work-case", (context) =>
    raiseFlags(context, kase.childId, ["forced-marriage"], "school"),
  );
  const officer = await signedIn(database, server, "cme.eastmere");
  const at = `/cases/${kase.reference}`;
  for (const form of [
    "visit-requests",
    "visits/risk-assessment",
    "visits/outcome",
    "visits/outcome/no-answer",
  ]) {
    const { body } = await officer.open(`${at}/${form}`);
    expect(body).toContain("N2.7.10");
    expect(body).toContain("Only the safeguarding lead (Safeguarding Eastmere) can release it.");
    expect(body).not.toContain("<textarea");
  }
  const visits = await officer.open(`${at}/visits`);
  expect(visits.body).toContain("Only the safeguarding lead (Safeguarding Eastmere) can release it.");
  expect(visits.body).not.toContain("Lantern Row");
  const unseen = unseenIn((await officer.open(`${at}/notes`)).body, `${at}/notes`);
  expect((await officer.post(`${at}/visits/letter`, unseen)).status).toBe(422);
  const list = (await (await signedIn(database, server, "area.eastmere")).open("/my-visits")).body;
  expect(list).toContain("Held: do not go");
  await server.close();
});

test("My visits leads with the duty that is due first, whichever it is [E02]", async () => {
  const kase = await caseAtAddress(database, { forename: "Wim", surname: "Nearest" });
  await asked(kase.reference);
  const owed = async () =>
    (await visitsOwed((await as("area.eastmere")).database)).find(
      ({ reference }) => reference === kase.reference,
    );
  const dueOn = (act: string, day: string) =>
    database.owner.query(
      "update obligations set due_at = $3, state = 'open' where case_id = $1 and act = $2 and state in ('open', 'due-soon', 'waiting')",
      [kase.caseId, act, `${day}T23:00Z`],
    );
  await dueOn("write-to-family", "2026-11-12");
  await dueOn("assess-visit-risk", "2026-11-10");
  expect((await owed())?.acts[0]).toBe("assess-visit-risk");
  expect((await owed())?.nextDueAt.toString()).toBe("2026-11-10T23:00:00Z");
  await dueOn("write-to-family", "2026-11-06");
  expect((await owed())?.acts[0]).toBe("write-to-family");
});

test("an urgent visit stands before those that are late, and the list goes on behind it [E02]", async () => {
  const kase = await caseAtAddress(database, { forename: "Una", surname: "Pressing" });
  await asked(kase.reference, true);
  await database.owner.query("update obligations set due_at = '2027-03-01T12:00Z' where case_id = $1", [
    kase.caseId,
  ]);
  const { database: seen } = await as("area.eastmere");
  const urgentOf = (visits: readonly { urgent: boolean }[]) => visits.map(({ urgent }) => urgent);
  const all = await visitsOwed(seen);
  const found = all.findIndex(({ reference }) => reference === kase.reference);
  expect(urgentOf(all)).toEqual(urgentOf(all).toSorted((one, other) => Number(other) - Number(one)));
  expect(urgentOf(all)).toContain(false);
  const behind = await visitsOwed(seen, { after: visitPlace.parse(placeOf(all[found] as (typeof all)[0])) });
  expect(behind).toEqual(all.slice(found + 1));
});

test("a visitor reads whom to call, why, what is feared and who else is missing, on top and with one main button [E02] [D04]", async () => {
  const server = await webServer(database.keepsight);
  const kase = await caseAtAddress(database, { forename: "Sib", surname: "Twosome" });
  const other = await caseAtAddress(database, { forename: "Sab", surname: "Twosome" });
  await act("cme.eastmere", "work-case", async (context) =>
    requestVisit(context, kase.reference, {
      ...plain,
      ...rest,
      concerns: "A dog and a brother",
      urgent: false,
      areaId: await north(),
    }),
  );
  const visitor = await signedIn(database, server, "area.eastmere");
  const list = (await visitor.open("/my-visits")).body;
  const card = list.slice(list.search(/summary-card__title[^>]*>\s*Sib Twosome/));
  const page = (await visitor.open(`/cases/${kase.reference}/visits`)).body;
  for (const body of [card, page]) {
    expect(body).toContain('href="tel:01632960123"');
    expect(body).toContain("A dog and a brother");
    expect(body).toContain("Left a school, destination not known");
    expect(body).toContain(`Sab Twosome`);
    expect(body).toContain(other.reference);
  }
  expect(page.indexOf("tel:")).toBeLessThan(page.indexOf('id="next-at-this-door"'));
  const step = page.slice(page.indexOf("keepsight-next-step")).split("</section>")[0] ?? "";
  const buttons = step.match(/class="govuk-button(?: [^"]*)?"/g) ?? [];
  expect(buttons.filter((each) => !each.includes("secondary"))).toHaveLength(1);
  const form = (
    await (await signedIn(database, server, "cme.eastmere")).open(`/cases/${other.reference}/visit-requests`)
  ).body;
  expect(form).toMatch(/Also missing: <\/strong>[\s\S]*Sib Twosome/);
  await server.close();
});

test.each(Object.keys(findings) as Found[])(
  "%s is read from the few fields of its own page [E02]",
  (found) => {
    const typed = {
      "day-day": "3",
      "day-month": "11",
      "day-year": "2026",
      time: "10:05",
      note: "Post lay inside",
    };
    const own = { "no-answer": { card: "yes" }, "family-moved": { where: "unknown" } }[found as string];
    const read = readForm(visitForm(found, Temporal.PlainDate.from("2026-11-04")), { ...typed, ...own });
    expect(read).toMatchObject({
      values: { found, note: "Post lay inside", cardLeft: found === "no-answer" },
    });
  },
);

import { afterAll, beforeAll, expect, test } from "vitest";
import { type CaseAtAddress, caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { lookAt } from "../../test/support/look-at.ts";
import { referredChild } from "../../test/support/referred-child.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { type Site, startSite } from "../../test/support/site.ts";
import { perform } from "../context.ts";
import type { NewReferral } from "../referrals/referrals.store.ts";
import { takeInReferral } from "../referrals/take-in-referral.ts";
import { requestVisit } from "../visits/request-visit.ts";
import { remindOfDay, remindOfUrgent } from "./index.ts";

let db: TestDatabase;
let site: Site;
let wren: CaseAtAddress;
beforeAll(async () => {
  db = await testDatabase();
  wren = await caseAtAddress(db, { forename: "Wrenfield", surname: "Quillmarsh" });
  site = await startSite(db);
});
afterAll(async () => {
  await site.close();
  await db.end();
});

const rowsOf = async (text: string, values: unknown[] = []) => (await db.owner.query(text, values)).rows;

/** The e-mails that some work posts: to whom, of what, and every word. */
async function letters(work: () => Promise<unknown>) {
  const [{ last }] = await rowsOf("select coalesce(max(id), 0) as last from emails");
  await work();
  const posted = await rowsOf(
    "select to_address, about, subject, body from emails where id > $1 order by to_address",
    [last],
  );
  return posted.map(({ to_address, about, subject, body }) => ({
    to: String(to_address).split("@")[0],
    about,
    subject,
    body: String(body),
  }));
}
const morning = async (moment: string) => {
  db.setNow(moment);
  return letters(() => remindOfDay(db.keepsight));
};
/** What the acts have queued since the last time, done. */
async function doUrgent() {
  const jobs = await rowsOf("delete from pgboss.job where name = 'remind-of-urgent' returning data");
  for (const { data } of jobs) await remindOfUrgent(db.keepsight, data);
  return jobs.length;
}

test("on the morning of a working day whoever owes something late reads how much, once, and not a word of a child [G05]", async () => {
  // The letter and the visit of the case are asked for by Thursday 5 November.
  expect(await morning("2026-11-04T06:30:00Z")).toEqual([]);
  const [letter, ...others] = await morning("2026-11-09T06:30:00Z");
  expect(others.map(({ to }) => to)).toEqual([]);
  expect(letter).toMatchObject({
    to: "cme.eastmere",
    about: "day",
    subject: "Your work on 9 November 2026",
  });
  expect(letter?.body).toContain("1 late\n\nSign in to see it:\n\nMy work\n{site}/my-work");
  for (const secret of ["Wrenfield", "Quillmarsh", wren.reference])
    expect(letter?.body).not.toContain(secret);
  const twice = () => Promise.all([remindOfDay(db.keepsight), remindOfDay(db.keepsight)]);
  expect(await letters(twice)).toEqual([]);
  expect((await morning("2026-11-10T06:30:00Z")).map(({ to }) => to)).toEqual(["cme.eastmere"]);
});

test("no letter comes at the weekend, on a bank holiday, by night or in the afternoon", async () => {
  for (const moment of [
    "2026-11-14T06:30:00Z",
    "2026-12-25T06:30:00Z",
    "2026-11-11T05:59:00Z",
    "2026-11-11T12:00:00Z",
  ])
    expect(await morning(moment)).toEqual([]);
});

test("the page of the choice, on a desk and on a phone; who does without it gets none, until they want it again [G05]", async () => {
  const officer = await signedIn(db, site.server, "cme.eastmere");
  await lookAt({
    address: site.address,
    token: officer.token,
    pages: { "my-reminders": "/my-reminders" },
    plain: true,
  });
  expect((await officer.open("/my-reminders")).body).toContain("You get it.");
  expect(await officer.send("/my-reminders", { wanted: "no" })).toMatchObject({ status: 303 });
  expect((await officer.open("/my-reminders")).body).toContain("You do without it.");
  expect(await morning("2026-11-12T06:30:00Z")).toEqual([]);
  const again = await signedIn(db, site.server, "cme.eastmere");
  expect(await again.send("/my-reminders", { wanted: "yes" })).toMatchObject({ status: 303 });
  expect((await morning("2026-11-13T06:30:00Z")).map(({ to }) => to)).toEqual(["cme.eastmere"]);
  const agency = await signedIn(db, site.server, "police.eastmere");
  expect((await agency.open("/my-reminders")).body).toContain("You have no list of work here");
  expect(await agency.send("/my-reminders", { wanted: "no" })).toMatchObject({ status: 403 });
});

test("a report that cannot wait is told at once to those who decide on it and may see it, and to nobody twice [G05] [G04]", async () => {
  db.setNow("2026-11-16T15:00:00Z");
  const { referral } = await referredChild(db.owner, {
    forename: "Pia",
    surname: "Larkrise",
    receivedAt: "2026-11-16T14:00:00Z",
  });
  const tell = () => remindOfUrgent(db.keepsight, { about: "referral", reference: referral.reference });
  const told = await letters(tell);
  expect(told.length).toBeGreaterThan(1);
  expect(told.map(({ to }) => to)).toContain("cme.eastmere");
  expect(told.map(({ to }) => to)).toContain("safeguarding.eastmere");
  expect(told.filter(({ to }) => !to?.endsWith(".eastmere") || to === "school.eastmere")).toEqual([]);
  const [letter] = told;
  expect(letter).toMatchObject({ about: "urgent", subject: `Urgent: ${referral.reference} waits for you` });
  expect(letter?.body).toContain(`The referral\n{site}/referrals/${referral.reference}`);
  for (const secret of ["Pia", "Larkrise"]) expect(letter?.body).not.toContain(secret);
  expect(await letters(tell)).toEqual([]);

  const hidden = await referredChild(db.owner, {
    forename: "Ivo",
    surname: "Larkrise",
    receivedAt: "2026-11-16T14:00:00Z",
  });
  await db.owner.query("update children set restricted = true where id = $1", [hidden.childId]);
  expect(
    (
      await letters(() =>
        remindOfUrgent(db.keepsight, { about: "referral", reference: hidden.referral.reference }),
      )
    ).map(({ to }) => to),
  ).toEqual([]);
});

test("a concern that comes in queues the word of it with itself, and what is entered from an old file does not", async () => {
  await doUrgent();
  const viewer = await db.who("school.eastmere");
  const { childId, authorityId, areaId, schoolId } = wren;
  const came = (content: object, receivedAt = db.keepsight.now()) =>
    perform(db.keepsight, { viewer, act: "make-referral", request: "test" }, (context) =>
      takeInReferral(context, "sent referral", {
        ...{ form: "cme1", authorityId, areaId, schoolId, childId, receivedAt },
        content: { urgent: false, concern: false, ...content } as NewReferral["content"],
      }),
    );
  await came({});
  await came({ urgent: true }, Temporal.Instant.from("2026-10-16T09:00:00Z"));
  expect(await doUrgent()).toBe(0);
  await came({ concern: true });
  expect((await letters(doUrgent)).map(({ to }) => to)).toContain("cme.eastmere");
});

test("an urgent visit is told to those of the area who go, not to other areas nor to whoever asked [C20] [D04]", async () => {
  db.setNow("2026-11-16T15:00:00Z");
  await doUrgent();
  const viewer = await db.who("cme.eastmere");
  const asked = (urgent: boolean) =>
    perform(db.keepsight, { viewer, act: "work-case", request: "test" }, (context) =>
      requestVisit(context, wren.reference, {
        ...{
          address: "4 Lantern Row",
          phones: "",
          carers: "",
          reason: "",
          referredBy: "",
          previousInvolvement: "",
          concerns: "",
          socialWorker: "",
          other: "",
        },
        ...{ urgent, areaId: wren.areaId },
      }),
    );
  await asked(false);
  expect(await doUrgent()).toBe(0);
  await asked(true);
  const told = await letters(doUrgent);
  expect(told.map(({ to }) => to)).toContain("area.eastmere");
  expect(told.map(({ to }) => to)).not.toContain("area2.eastmere");
  expect(told.map(({ to }) => to)).not.toContain("cme.eastmere");
  expect(told[0]?.body).toContain(`The visit\n{site}/cases/${wren.reference}/visits`);
  expect(told[0]?.body).not.toContain("Lantern Row");
});

import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { dayTyped, sendAbsence } from "../../../test/support/attendance-referral.ts";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { lookAt } from "../../../test/support/look-at.ts";
import { addPupil } from "../../../test/support/pupils.ts";
import { signedIn } from "../../../test/support/signed-in.ts";
import { addressOf } from "../../../test/support/site.ts";
import { webServer } from "../../web/server.ts";

// A browser on a busy machine takes its time.
vi.setConfig({ testTimeout: 240_000 });

let db: TestDatabase;
let server: FastifyInstance;
beforeAll(async () => {
  db = await testDatabase();
  db.setNow("2026-11-10T10:00:00Z");
  server = await webServer(db.keepsight);
  await server.listen({ host: "localhost", port: 0 });
});
afterAll(async () => {
  await server.close();
  await db.end();
});

const as = (name: string) => signedIn(db, server, name);
let count = 0;
/** An absence that the CME officer has decided on: under which reference its steps stand. */
async function absence(decision: Record<string, string>, more = {}) {
  const surname = `Backby${count++}`;
  const pupil = { forename: "Rosa", surname, born: "2016-03-09", address: `${count} Invented Row` };
  const childId = Number(await addPupil(db.owner, { school: "Ashfield Primary School", ...pupil }));
  const sent = await sendAbsence(await as("school.eastmere"), childId, more);
  const { location } = await (await as("cme.eastmere")).send(
    `/referrals/${sent}`,
    { match: "none", ...decision },
    { action: `/referrals/${sent}/decision` },
  );
  return { childId, reference: /EM-[CR]-\d+/.exec(location ?? "")?.[0] ?? "" };
}
const passedOn = { decision: "attendance-procedure" };
const opened = { decision: "open-case", reason: "long-absence", address: "inside" };
const untried = {
  safeguarding: { concern: "no", socialWorker: "no", urgent: "yes", urgentWords: "She is five." },
  enquiries: { family: "not-tried" },
};
const step = (reference: string, kind: string) => `/my-school/steps/${reference}/${kind}`;
const today = dayTyped("happenedOn", "2026-11-10");

test.each([
  ["a referral that was passed on", passedOn],
  ["a case", opened],
])(
  "a school records its call on %s from My school, in its own words, and it is owed no more [C13] [C14]",
  async (_, decision) => {
    const { reference, childId } = await absence(decision, untried);
    const school = await as("school.eastmere");
    const at = step(reference, "family-contact-tried");
    expect((await school.open("/my-school")).body).toContain(`href="${at}"`);
    expect((await school.send(at, {})).status).toBe(422);
    const fields = { reached: "false", by: "telephone", told: "The aunt says they flew to Leeds.", ...today };
    expect(await school.send(at, fields)).toMatchObject({ status: 303, location: "/my-school" });
    expect((await school.open("/my-school")).body).not.toContain(`href="${at}"`);
    expect((await school.open(at)).status).toBe(404);
    const page = decision === passedOn ? `/passed-on/${reference}` : `/cases/${reference}`;
    const { body } = await (await as("cme.eastmere")).open(page);
    expect(body).toContain("Family contacted");
    expect(body).toMatch(
      /Told by School Eastmere, Ashfield Primary School\. The aunt says they flew to Leeds\./,
    );
    const { rows } = await db.owner.query(
      "select details from audit_entries where act = 'recorded for own school' and child_id = $1",
      [childId],
    );
    expect(rows).toEqual([{ details: { kind: "family-contact-tried", reference } }]);
  },
);

test("a school says that the pupil is back, and nobody goes to the home any more [C13] [G02]", async () => {
  const { reference } = await absence(passedOn);
  const work = async () => (await (await as("area.eastmere")).open("/my-work?area=")).body;
  const visit = `/passed-on/${reference}/facts/visit-made`;
  expect(await work()).toContain(visit);
  const school = await as("school.eastmere");
  const { body } = await school.open(step(reference, "absence-explained"));
  const back = step(reference, "pupil-returned");
  expect(body).toContain(`<a href="${back}">The pupil is back at school</a>`);
  expect((await school.send(back, today)).status).toBe(303);
  expect(await work()).not.toContain(visit);
  // Sent once more by a browser that went back: it is one return.
  expect((await school.send(back, today)).status).toBe(303);
  const { rows } = await db.owner.query(
    "select from referral_facts join referrals r on r.id = referral_id where r.reference = $1 and kind = 'pupil-returned'",
    [reference],
  );
  expect(rows).toHaveLength(1);
  expect((await school.open(`/my-school/referrals/${reference}`)).body).toContain(
    "The child is back at school.",
  );
});

test("a return told twice of a case is one, and the school is not sent to a case that it does not see [C13]", async () => {
  const { reference } = await absence(opened);
  const school = await as("school.eastmere");
  const back = step(reference, "pupil-returned");
  const { body } = await school.open(back);
  const hidden = Object.fromEntries(
    [...body.matchAll(/name="(_csrf|_once)" value="([^"]+)"/g)].map(([, name = "", value = ""]) => [
      name,
      value,
    ]),
  );
  for (const _ of [1, 2])
    expect(await school.post(back, { ...hidden, ...today })).toMatchObject({
      status: 303,
      location: "/my-school",
    });
});

test("a reason is recorded with its words alone, for it ends the search [C14]", async () => {
  const { reference } = await absence(passedOn);
  const school = await as("school.eastmere");
  const at = step(reference, "absence-explained");
  const empty = await school.send(at, today);
  expect(empty.status).toBe(422);
  expect(empty.body).toContain("Enter the reason, and who gave it");
  expect(empty.body).toContain("While nobody knows it, leave this open.");
  expect((await school.send(at, { told: "Mother: chickenpox.", ...today })).status).toBe(303);
});

test("another school, and who is no school, record nothing [G04]", async () => {
  const { reference } = await absence(passedOn);
  const at = step(reference, "pupil-returned");
  expect((await (await as("school2.eastmere")).open(at)).status).toBe(404);
  expect((await (await as("police.eastmere")).open(at)).status).toBe(403);
  const school = await as("school.eastmere");
  expect((await school.open(step(reference, "agency-told"))).status).toBe(404);
  expect((await school.open(step("EM-R-999999", "pupil-returned"))).status).toBe(404);
});

test("its pages look right at a desk and on a phone [C13]", async () => {
  const { reference } = await absence(passedOn);
  const { token } = await as("school.eastmere");
  const pages = {
    "school-records-return": step(reference, "pupil-returned"),
    "school-records-reason": step(reference, "absence-explained"),
  };
  await lookAt({ address: await addressOf(server), token, pages, plain: true });
});

import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CaseAtAddress, caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { lookAt } from "../../test/support/look-at.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { addressOf } from "../../test/support/site.ts";
import { perform } from "../context.ts";
import { webServer } from "../web/server.ts";
import type { NewFact } from "./case.ts";
import { recordFacts } from "./record-facts.ts";

let db: TestDatabase;
let server: FastifyInstance;
let kase: CaseAtAddress;
beforeAll(async () => {
  db = await testDatabase();
  server = await webServer(db.keepsight);
  await server.listen({ host: "localhost", port: 0 });
  kase = await visitAsked("Tamsin");
});
afterAll(async () => {
  await server.close();
  await db.end();
});

/** An invented child in Eastmere, which works to Norfolk's procedure, for whom a visit was asked on 4 November 2026. */
async function visitAsked(forename: string): Promise<CaseAtAddress> {
  const opened = await caseAtAddress(db, { forename, surname: "Oakmere" });
  await record(opened, "2026-11-04T10:00:00Z", [
    { kind: "visit-requested", details: { urgent: false, areaId: null } },
  ]);
  await record(opened, "2026-11-05T10:00:00Z", [{ kind: "visit-risk-assessed", details: { risk: "low" } }]);
  return opened;
}

async function record({ caseId }: CaseAtAddress, at: string, facts: NewFact[]): Promise<void> {
  db.setNow(at);
  const viewer = await db.who("cme.eastmere");
  await perform(db.keepsight, { viewer, act: "work-case", request: "test" }, (context) =>
    recordFacts(context, caseId, facts),
  );
}

const at = ({ reference }: CaseAtAddress) => `/cases/${reference}/procedure`;
const as = (who: string) => signedIn(db, server, who);

/** The words in the row of a step. */
async function rowOf(id: string, of: CaseAtAddress = kase): Promise<string> {
  const { body } = await (await as("cme.eastmere")).open(at(of));
  const row = body.split("<tr").find((each) => each.includes(`id="norfolk-${id}"`)) ?? "";
  return row
    .replace(/^[^>]*>/, "")
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ");
}

describe("the Procedure tab of a case", () => {
  test("says of each step what is done and when, late, due, waiting, not begun", async () => {
    db.setNow("2026-11-12T12:00:00Z");
    expect(await rowOf("assess-visit-risk")).toMatch(/Done Done on Thursday 5 November 2026, in time/);
    expect(await rowOf("write-before-visit")).toMatch(
      /Late 1 working day late: due Wednesday 11 November 2026/,
    );
    expect(await rowOf("visit")).toMatch(/Waits In 4 working days: due Wednesday 18 November 2026/);
    expect(await rowOf("start-attendance-order")).toContain("Not begun");
  });

  test("shows the same in the chart, in words", async () => {
    db.setNow("2026-11-12T12:00:00Z");
    const { body } = await (await as("cme.eastmere")).open(at(kase));
    for (const words of ["Done 5 Nov 2026", "Late: due 11 Nov 2026", "Waits: due 18 Nov 2026", "Not begun"])
      expect(body).toContain(`>${words}</text>`);
    expect(body).toContain('href="#norfolk-write-before-visit"');
    expect(body).toMatch(/Next: <a href="#norfolk-write-before-visit">Write to the family<\/a>/);
  });

  test("shows how the document is read beside each deadline, and beside every deadline of the case", async () => {
    const reading = "How long before the visit is the letter sent?";
    const officer = await as("cme.eastmere");
    for (const address of [at(kase), `/cases/${kase.reference}`]) {
      const { body } = await officer.open(address);
      const folded = body.split("<details").filter((each) => each.includes("How it is read"));
      expect(folded.some((each) => each.split("</details>")[0]?.includes(reading))).toBe(true);
    }
  });

  test("of a closed case shows how it ended, and what was never needed", async () => {
    const found = await visitAsked("Merryn");
    await record(found, "2026-11-09T10:00:00Z", [
      {
        kind: "roll-confirmed",
        details: {
          schoolName: "Larkmere Primary School",
          startedOn: "2026-11-09",
          confirmedBy: "the office",
        },
      },
      { kind: "case-closed", details: { outcome: "on-roll" } },
    ]);
    expect(await rowOf("start-attendance-order", found)).toContain("Not needed");
    const { body } = await (await as("cme.eastmere")).open(at(found));
    expect(body).toMatch(/keepsight-chart__ending keepsight-chart--done[\s\S]*?>9 Nov 2026/);
    expect(body.split("keepsight-chart__ending keepsight-chart--done")).toHaveLength(2);
    expect(await rowOf("tell-referrer", found)).toMatch(/Due In 5 working days: due Monday 16 November 2026/);
  });

  test("does not exist for a school or another authority, and each reading is recorded [G04]", async () => {
    expect((await (await as("school.eastmere")).open(at(kase))).status).toBe(403);
    expect((await (await as("cme.westholme")).open(at(kase))).status).toBe(404);
    const saw = async () => {
      const { rows } = await db.owner.query(
        "select 1 from audit_entries where act = 'saw case' and subject_id = $1",
        [kase.caseId],
      );
      return rows.length;
    };
    const before = await saw();
    await (await as("lead.eastmere")).open(at(kase));
    expect(await saw()).toBe(before + 1);
  });
});

test("reads well at a desk and on a phone", async () => {
  db.setNow("2026-11-12T12:00:00Z");
  const { token } = await as("cme.eastmere");
  await lookAt({ address: await addressOf(server), token, pages: { "case-procedure": at(kase) } });
}, 120_000);

import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { referredChild } from "../../test/support/referred-child.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { webServer } from "./server.ts";

let db: TestDatabase;
let server: FastifyInstance;
beforeAll(async () => {
  db = await testDatabase();
  server = await webServer(db.keepsight);
  const { caseId } = await caseAtAddress(db, { forename: "Wilfred", surname: "=cmd|calc" });
  await db.owner.query(
    `insert into letters (reference, case_id, authority_id, template, about, title, addressee, address, body, writer, sent_by, sent_on, made_at, made_by)
     select 'EM-L-000001', id, authority_id, 'before-visit', 'visit', 'Letter before a home visit', '=cmd|calc', 'x', 'x', 'x', 'post',
       '2026-11-03', '2026-11-03T10:00Z', 1 from cases where id = $1`,
    [caseId],
  );
  const { childId } = await referredChild(db.owner, { forename: "Rosa", surname: "Tarnwick" });
  await db.owner.query("update children set upn = 'B801200005001' where id = $1", [childId]);
  await db.owner.query(
    `with file as (insert into imports (list, authority_id, school_id, file_name, file_hash, stored_at, state, made_at, made_by)
       select 'school-roll', authority_id, id, 'roll.csv', '', '', 'done', '2026-11-03T10:00Z', 1 from schools
       where name = 'Ashfield Primary School' returning id, authority_id, school_id)
     insert into rejected_rows (import_id, authority_id, school_id, row_number, content, faults, made_at)
     select id, authority_id, school_id, 17, '{"Forename": "Ada", "Surname": "@Fenwick", "UPN": "B1"}',
       '[{"field": "Carer1Name", "fault": "It is wrong.", "mend": "Correct it."}]', '2026-11-03T10:00Z' from file`,
  );
});
afterAll(async () => {
  await server.close();
  await db.end();
});

/** Each list: who takes it, where its page and file are, the head of the file, and what stands in it. */
const lists = {
  "my work": [
    "cme.eastmere",
    "/my-work",
    "Reference,Forename,Surname,What to do,Who",
    ["'=cmd|calc", "Send the visit request", "CME officer"],
  ],
  referrals: [
    "cme.eastmere",
    "/referrals",
    "Reference,Forename,Surname,UPN,From,Form",
    ["Tarnwick,B801200005001,Ashfield Primary School,CME1: leaver"],
  ],
  "the audit log": [
    "auditor.eastmere",
    "/audit",
    "Number,When,Who,What,About,Child",
    ["Cme Eastmere,recorded facts,case"],
  ],
  "rejected rows": [
    "data.eastmere",
    "/rejected-rows",
    "Import,Row,List,School,File,Forename,Surname,UPN",
    ["17,School rolls,Ashfield Primary School,roll.csv,Ada,'@Fenwick,B1,Carer 1 name: It is wrong."],
  ],
  "standing duties": [
    "cme.eastmere",
    "/standing-duties",
    "Authority,What,Who,Due,State",
    ["Eastmere,", ",CME officer,"],
  ],
  "the letters of a day": [
    "cme.eastmere",
    "/letters",
    "Letter,Case,Which,To,Sent on",
    ["EM-L-000001,EM-C-", "Letter before a home visit,'=cmd|calc,2026-11-03,By post"],
  ],
  register: ["cme.eastmere", "/register", "Reference,Surname,Forename,UPN", ["'=cmd|calc", ",CME officer,"]],
} as const satisfies Record<string, readonly [string, string, string, readonly string[]]>;

describe.each(Object.entries(lists))("the list of %s", (_, [who, at, head, holds]) => {
  test("can be taken as a file that opens cleanly in Excel, in words and without formulas, and taking it is recorded [G03] [H01]", async () => {
    const person = await signedIn(db, server, who);
    expect((await person.open(`${at}?closed=&area=`)).body).toContain(`href="${at}.csv`);
    const { status, body } = await person.open(`${at}.csv`);
    expect(status).toBe(200);
    expect(body.startsWith(`\uFEFF${head}`)).toBe(true);
    for (const words of holds) expect(body).toContain(words);
    expect(body).not.toMatch(/(^|,)[=@]/m);
    const { rows } = await db.owner.query(
      `select act from audit_entries join people on people.id = person_id where people.email like $1 and act like 'took %'
       order by audit_entries.id desc limit 1`,
      [`${who}@%`],
    );
    expect(rows).toHaveLength(1);
  });

  test("is taken by nobody who may not see it [G04]", async () => {
    expect((await (await signedIn(db, server, "police.eastmere")).open(`${at}.csv`)).status).toBe(403);
  });
});

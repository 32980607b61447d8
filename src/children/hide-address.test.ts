import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type CaseAtAddress, caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { webServer } from "../web/server.ts";

let database: TestDatabase;
let server: FastifyInstance;
let child: CaseAtAddress;
let many = 0;
beforeAll(async () => {
  database = await testDatabase();
  server = await webServer(database.keepsight);
});
beforeEach(async () => {
  many += 1;
  child = await caseAtAddress(database, { forename: "Rosa", surname: `Kept${many}` });
  // Each child of this file lives in a house of their own.
  await tell(child.childId, { lines: `${many} Harbour Refuge`, postcode: `EA9 ${many}XX` });
});
afterAll(async () => {
  await server.close();
  await database.end();
});

const as = (name: string) => signedIn(database, server, name);
const told = { source: "The refuge's worker, by phone" };

async function tell(childId: number, { lines, postcode }: { lines: string; postcode: string }) {
  await database.owner.query(
    `insert into child_addresses (child_id, lines, postcode, source, made_at, made_by)
     select $1, $2, $3, 'school roll', now(), id from people where subject = 'keepsight'`,
    [childId, lines, postcode],
  );
  await database.owner.query("update children set postcode = $2 where id = $1", [childId, postcode]);
}

/** Where the newest address of a child is hidden, as the link beside it says. */
async function hidingAt(childId: number, name = "cme.eastmere") {
  const { body } = await (await as(name)).open(`/children/${childId}`);
  const [at] = /\/children\/\d+\/addresses\/\d+\/hiding/.exec(body) ?? [];
  if (!at) throw new Error("There is no way to hide the address");
  return at;
}

/** The pages that say where the child lives, as this person sees them. */
async function pagesOf(name: string) {
  const person = await as(name);
  const at = [
    `/children/${child.childId}`,
    `/cases/${child.reference}`,
    `/cases/${child.reference}/visits`,
    `/cases/${child.reference}/enquiries`,
    `/cases/${child.reference}/letters`,
  ];
  return (await Promise.all(at.map((page) => person.open(page)))).map(({ body }) => body).join("\n");
}

test("an officer hides an address, and then no page says it, nor its postcode [G04] [E03]", async () => {
  expect(await pagesOf("cme.eastmere")).toContain(`${many} Harbour Refuge`);
  const at = await hidingAt(child.childId);
  const officer = await as("cme.eastmere");
  expect((await officer.open(at)).body).toContain("Hide this address");
  const { location } = await officer.send(at, told);
  expect(location).toBe(`/children/${child.childId}`);
  for (const name of ["cme.eastmere", "safeguarding.eastmere", "area.eastmere", "school.eastmere"]) {
    const body = await pagesOf(name);
    expect(body, name).not.toContain("Harbour Refuge");
    expect(body, name).not.toContain(`EA9 ${many}XX`);
  }
  const { rows } = await database.owner.query("select postcode from children where id = $1", [child.childId]);
  expect(rows).toEqual([{ postcode: null }]);
});

test("it wants to know who asked for it, and the same form sent twice hides once", async () => {
  const at = await hidingAt(child.childId);
  const officer = await as("cme.eastmere");
  const refused = await officer.send(at, { source: "" });
  expect(refused.status).toBe(422);
  await officer.send(at, told);
  await officer.send(at, told);
  const { rows } = await database.owner.query(
    "select source from child_addresses where child_id = $1 and hidden",
    [child.childId],
  );
  expect(rows).toEqual([{ source: told.source }]);
});

test("told again by a roll or an answer it stays hidden, however it is written [G04]", async () => {
  await (await as("cme.eastmere")).send(await hidingAt(child.childId), told);
  await tell(child.childId, { lines: `${many}, HARBOUR REFUGE, Eastmere`, postcode: `EA9 ${many}XX` });
  await tell(child.childId, { lines: `${many} harbour  refuge`, postcode: "ZZ99 3WZ" });
  const body = await pagesOf("cme.eastmere");
  expect(body.toLowerCase()).not.toContain("refuge,");
  expect(body).not.toContain(`EA9 ${many}XX`);
});

test("a new address elsewhere is shown as ever", async () => {
  const officer = await as("cme.eastmere");
  await officer.send(await hidingAt(child.childId), told);
  const { location } = await officer.send(`/children/${child.childId}/addresses`, {
    ...{ lines: "7 Open Road", postcode: "EA4 8AA", certainty: "confirmed", source: "the mother" },
  });
  expect((await officer.open(location ?? "")).body).toContain("7 Open Road, EA4 8AA");
});

test("an address can be added hidden from the first [A02] [G04]", async () => {
  const officer = await as("cme.eastmere");
  expect((await officer.open(`/children/${child.childId}/addresses`)).body).toContain("Hide this address");
  await officer.send(`/children/${child.childId}/addresses`, {
    ...{ lines: "5 Silent Court", postcode: "EA8 8SC", certainty: "confirmed", source: "social care" },
    hidden: "yes",
  });
  const body = await pagesOf("cme.eastmere");
  expect(body).not.toContain("Silent Court");
  expect(body).not.toContain("EA8 8SC");
});

test("brothers and sisters who live there are hidden with the child, unless one is left out [G04]", async () => {
  const place = { lines: `${many} Harbour Refuge`, postcode: `EA9 ${many}XX` };
  const brother = await caseAtAddress(database, { forename: "Tom", surname: `Kept${many}` });
  const other = await caseAtAddress(database, { forename: "Una", surname: "Elsewise" });
  await tell(brother.childId, place);
  await tell(other.childId, place);
  const at = await hidingAt(child.childId);
  const officer = await as("cme.eastmere");
  const { body } = await officer.open(at);
  expect(body).toContain(`Tom Kept${many}`);
  expect(body).toContain("Una Elsewise");
  await officer.send(at, { ...told, others: [String(brother.childId)] });
  expect((await officer.open(`/children/${brother.childId}`)).body).not.toContain("Harbour Refuge");
  expect((await officer.open(`/children/${other.childId}`)).body).toContain("Harbour Refuge");
});

test("the own address of a carer who lives at the hidden one is hidden too [G04]", async () => {
  await database.owner.query(
    `insert into carers (child_id, name, address, postcode, source, made_at, made_by)
     select $1, 'Ines Kept', $2, $3, 'school roll', now(), id from people where subject = 'keepsight'`,
    [child.childId, `${many} Harbour Refuge`, `EA9 ${many}XX`],
  );
  await (await as("cme.eastmere")).send(await hidingAt(child.childId), told);
  const body = await pagesOf("cme.eastmere");
  expect(body).toContain("Ines Kept");
  expect(body).not.toContain("Harbour Refuge");
});

test("who may restrict a record looks the address up, which is on the record, and shows it again [G04]", async () => {
  await (await as("cme.eastmere")).send(await hidingAt(child.childId), told);
  const lead = await as("safeguarding.eastmere");
  const [at] =
    /\/children\/\d+\/addresses\/\d+\/hidden/.exec((await lead.open(`/children/${child.childId}`)).body) ??
    [];
  if (!at) throw new Error("The safeguarding lead has no way to the address");
  expect((await (await as("cme.eastmere")).open(at)).status).toBe(403);
  const { body } = await lead.open(at);
  expect(body).toContain(`${many} Harbour Refuge`);
  expect(body).toContain(told.source.replace("'", "&#39;"));
  const { rows } = await database.owner.query(
    "select 1 from audit_entries where child_id = $1 and act = 'saw hidden address'",
    [child.childId],
  );
  expect(rows).toHaveLength(1);
  await lead.send(at, { source: "They moved out; social worker by phone" });
  expect(await pagesOf("cme.eastmere")).toContain(`${many} Harbour Refuge, EA9 ${many}XX`);
});

test("what was asked, requested or visited before tells the address no longer, to the one who is asked either [G01] [G04]", async () => {
  const address = { lines: `${many} Harbour Refuge`, postcode: `EA9 ${many}XX` };
  const { owner } = database;
  const made = "now(), (select id from people where email like 'cme.eastmere%' limit 1)";
  const asked = await owner.query(
    `insert into enquiries (reference, case_id, authority_id, to_kind, to_school_id, question, disclosed, lawful_basis, asked_at, made_by)
     select next_reference(authority_id, 'E'), id, authority_id, 'school', school_id, 'Do you know the child?', $2, '', ${made}
     from cases where id = $1 returning reference`,
    [
      child.caseId,
      JSON.stringify({
        ...{ forename: "Rosa", surname: `Kept${many}`, lastAddress: address.lines },
        ...{ newPostcode: address.postcode, addressArea: "EA9" },
      }),
    ],
  );
  const requested = await owner.query(
    `insert into visit_requests (reference, case_id, fact_id, area_id, urgent, content, made_at, made_by)
     select next_reference(authority_id, 'V'), id, last_fact_id, area_id, false, $2, ${made} from cases where id = $1 returning reference`,
    [child.caseId, JSON.stringify({ address: `${address.lines}\n${address.postcode}` })],
  );
  const assessed = await owner.query(
    `insert into visit_risk_assessments (case_id, child_id, fact_id, address, postcode, risks, overall, made_at, made_by)
     select id, child_id, last_fact_id, '4 Lantern Row', 'EA4 7DN', '{}', 'low', ${made} from cases where id = $1 returning id`,
    [child.caseId],
  );
  await owner.query(
    `insert into visits (case_id, fact_id, assessment_id, visited_at, found, card_left, new_address, new_postcode, made_at, made_by)
     select id, last_fact_id, $2, now(), 'family-moved', false, $3, $4, ${made} from cases where id = $1`,
    [child.caseId, assessed.rows[0].id, address.lines, address.postcode],
  );
  const pages = async () => {
    const [officer, school] = [await as("cme.eastmere"), await as("school.eastmere")];
    return [
      await officer.open(`/cases/${child.reference}/enquiries`),
      await officer.open(`/cases/${child.reference}/visits`),
      await officer.open(`/cases/${child.reference}/visit-requests/${requested.rows[0].reference}`),
      await school.open(`/questions/${asked.rows[0].reference}`),
    ].map(({ status, body }) => ({ status, says: /Harbour Refuge|EA9/.test(body) }));
  };
  expect(await pages()).toEqual(Array(4).fill({ status: 200, says: true }));
  await (await as("cme.eastmere")).send(await hidingAt(child.childId), told);
  expect(await pages()).toEqual(Array(4).fill({ status: 200, says: false }));
});

test("an address that a referral gave is no longer read on it, by the officer or by the school that sent it [G04]", async () => {
  const answered = `${many} Harbour Refuge, EA9 ${many}XX`;
  const rows = [
    { asked: "New address", answered },
    { asked: "Telephone", answered: "01632 960 555" },
  ];
  const content = { sections: [{ slug: "leaving", title: "Where the child went", rows }] };
  const sent = await database.owner.query(
    `insert into referrals (reference, form, authority_id, area_id, school_id, child_id, content, received_at, made_at, made_by)
     select next_reference(authority_id, 'R'), 'cme1', authority_id, area_id, school_id, id, $2, now(), now(),
       (select id from people where email like 'school.eastmere%' limit 1) from children where id = $1 returning reference`,
    [child.childId, JSON.stringify(content)],
  );
  const { reference } = sent.rows[0];
  const pages = async () => {
    const [officer, school] = [await as("cme.eastmere"), await as("school.eastmere")];
    return [
      await officer.open(`/referrals/${reference}`),
      await school.open(`/my-school/referrals/${reference}`),
    ].map(({ body }) => ({
      sections: body.includes("01632 960 555"),
      says: body.includes(`${many} Harbour Refuge`) || body.includes(`EA9 ${many}XX`),
    }));
  };
  expect(await pages()).toEqual(Array(2).fill({ sections: true, says: true }));
  await (await as("cme.eastmere")).send(await hidingAt(child.childId), told);
  expect(await pages()).toEqual(Array(2).fill({ sections: true, says: false }));
});

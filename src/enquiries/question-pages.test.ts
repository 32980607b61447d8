import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { addPupil } from "../../test/support/pupils.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { webServer } from "../web/server.ts";

let db: TestDatabase;
let server: FastifyInstance;
beforeAll(async () => {
  db = await testDatabase();
  db.setNow("2026-11-23T10:00:00Z");
  server = await webServer(db.keepsight);
});
afterAll(async () => {
  await server.close();
  await db.end();
});
const as = (who: string) => signedIn(db, server, who);

/** A question of Eastmere's officer to a school of Westholme, passed on by nobody: put there by the owner. */
async function askedOf(school: string, disclosed: object, answered = false): Promise<string> {
  const { rows } = await db.owner.query(
    `insert into enquiries (reference, authority_id, to_kind, to_school_id, question, disclosed, lawful_basis, asked_at, made_by, answered_at)
     select next_reference(a.id, 'E'), a.id, 'school', s.id, 'Is this child on your roll?', $2, 'Education Act 1996', '2026-11-20T10:00Z',
       (select id from people where subject = 'cme.eastmere'), case when $3 then '2026-11-21T10:00Z'::timestamptz end
     from authorities a, schools s where a.name = 'Eastmere' and s.name = $1 returning reference`,
    [school, JSON.stringify(disclosed), answered],
  );
  return rows[0].reference;
}
const commonton = { forename: "Bridget", surname: "Commonton", dateOfBirth: "2017-05-04", sex: "Female" };

test("a school that is asked sees its own likely pupil with the reasons, and nobody of another school [A11] [B08] [G04]", async () => {
  const of = { authority: "Westholme", forename: "Bridget", born: "2017-05-04", sex: "F" };
  await addPupil(db.owner, {
    ...of,
    school: "Downland Primary School",
    surname: "Communton",
    startsOn: "2026-11-09",
  });
  await addPupil(db.owner, { ...of, school: "Ridgeway School", surname: "Commonten" });
  const reference = await askedOf("Downland Primary School", commonton);
  const { body } = await (await as("school.westholme")).open(`/questions/${reference}`);
  expect(body).toContain("Your roll");
  expect(body).toContain("Bridget Communton");
  expect(body).toContain("on the roll of Downland Primary School since 9 November 2026");
  expect(body).toMatch(/Very likely the same child|Possibly the same child/);
  expect(body).toMatch(/birth/);
  expect(body).not.toContain("Commonten");
  expect(body).not.toContain("Ridgeway");
});

test("a school with nobody like the child is told so, and that a new pupil may be missing from the roll [B08]", async () => {
  const reference = await askedOf("Downland Primary School", { forename: "Zofia", surname: "Quillhurst" });
  const { body } = await (await as("school.westholme")).open(`/questions/${reference}`);
  expect(body).toContain("Nobody on your roll looks like this child.");
});

test("what is answered stands in a table below what waits [B08]", async () => {
  const waiting = await askedOf("Downland Primary School", { forename: "Ada", surname: "Waiting" });
  const answered = await askedOf("Downland Primary School", { forename: "Odo", surname: "Answered" }, true);
  const { body } = await (await as("school.westholme")).open("/questions");
  const table = body.slice(body.lastIndexOf("<table"));
  expect(table).toContain(answered);
  expect(table).toContain("Odo Answered");
  expect(table).not.toContain(waiting);
  expect(body.indexOf(waiting)).toBeLessThan(body.lastIndexOf("<table"));
});

test("who has answered goes on with the question that is due next, as long as one waits [E01]", async () => {
  const [one, other] = [
    await askedOf("Downland Primary School", { forename: "Ida", surname: "Firstly" }),
    await askedOf("Downland Primary School", { forename: "Ada", surname: "Secondly" }),
  ];
  const school = await as("school.westholme");
  const answered = async (reference: string, fields: Record<string, string>) => {
    const at = `/questions/${reference}`;
    const { location = "" } = await school.send(at, fields, { action: `${at}/answers` });
    return (await school.open(location)).body;
  };
  const waiting = Number(/(\d+) questions to answer/.exec((await school.open("/questions")).body)?.[1]);
  const unsure = await answered(one, { answer: "not-sure", note: "Two of that name." });
  // The one that stays open is not the next.
  expect(unsure).toContain(`Answer the next question, ${waiting - 1} to go`);
  expect(unsure).not.toContain(`href="/questions/${one}" role="button"`);
  expect(await answered(one, { answer: "nothing-known" })).toContain(`${waiting - 1} to go`);
  expect(await answered(other, { answer: "nothing-known" })).toContain(`${waiting - 2} to go`);
  expect((await school.open(`/questions/${other}`)).body).not.toContain("to go");
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { shipped } from "../../test/support/shipped.ts";
import { takeUpVersions } from "./followed-versions.store.ts";
import { isOwn } from "./procedures-of.ts";
import { shippedText } from "./shipped-text.store.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

/** A version of Eastmere's own is put in force, in some process. */
async function putInForce(): Promise<void> {
  await database.owner.query(
    `with at as (select '2026-11-24T10:00:00Z'::timestamptz as at),
     editor as (select id from people where email like 'data.eastmere@%'),
     version as (insert into procedure_versions (authority_id, procedure, based_on, made_at, made_by)
       select authorities.id, 'norfolk', '1', at, editor.id from authorities, at, editor where authorities.name = 'Eastmere' returning *),
     text as (insert into procedure_texts (version_id, revision, version, title, body, made_at, made_by)
       select id, 1, 'EM-1', '', $1, made_at, made_by from version)
     insert into procedure_proofs (version_id, revision, state, made_at, made_by) select id, 1, 'proved', made_at, made_by from version`,
    [shippedText({ procedure: "norfolk", version: "1" })],
  );
  await database.owner.query(
    `insert into procedure_decisions (version_id, authority_id, procedure, decision, version, revision, proof_id, in_force_from, followed_from, made_at, made_by)
     select v.id, v.authority_id, v.procedure, 'in-force', 'EM-1', 1, p.id, '2026-12-01', v.made_at + interval '1 minute', v.made_at, leader.id
     from procedure_versions v join procedure_proofs p on p.version_id = v.id, people leader where leader.email like 'named.eastmere@%'`,
  );
}

test("each running program takes up what was put in force elsewhere within five seconds, without a restart", async () => {
  let now = Temporal.Instant.from("2026-11-24T10:00:00Z");
  const program = { procedures: shipped, pool: database.keepsight.pool, now: () => now };
  const own = async () => {
    await takeUpVersions(program);
    return program.procedures.filter(isOwn);
  };
  expect(await own()).toEqual([]);
  await putInForce();
  now = now.add({ seconds: 4 });
  expect(await own()).toEqual([]);
  now = now.add({ seconds: 2 });
  const [version] = await own();
  expect(version).toMatchObject({
    procedure: "norfolk",
    followedFrom: Temporal.Instant.from("2026-11-24T10:01:00Z"),
  });
  // The day that was decided, not the one that the text was made with.
  expect(version?.inForceFrom.toString()).toBe("2026-12-01");
  expect(program.procedures.filter((each) => !isOwn(each))).toEqual(shipped);
  const asBefore = program.procedures;
  now = now.add({ hours: 1 });
  await takeUpVersions(program);
  expect(program.procedures).toBe(asBefore);
});

import { openCase, recordFact } from "../../src/cases/index.ts";
import { perform } from "../../src/context.ts";
import type { TestDatabase } from "./database.ts";
import { type ReferredChild, referredChild } from "./referred-child.ts";

export type CaseAtAddress = ReferredChild & { reference: string; caseId: number };

/**
 * An open case of an invented child who was last known at 4 Lantern Row, EA4 7DN, with a mother; the database has been
 * checked and names no school. Opened by the CME officer on 3 November 2026.
 */
export async function caseAtAddress(
  database: TestDatabase,
  named: { forename: string; surname: string; authority?: string },
): Promise<CaseAtAddress> {
  const { keepsight, owner, who, setNow } = database;
  const authority = named.authority ?? "Eastmere";
  const child = await referredChild(owner, { ...named, authority });
  await owner.query(
    `insert into child_addresses (child_id, lines, postcode, source, made_at, made_by)
     values ($1, '4 Lantern Row', 'EA4 7DN', 'school roll', '2026-11-02T09:00Z', (select id from people where subject = 'keepsight'))`,
    [child.childId],
  );
  await owner.query(
    `insert into carers (child_id, name, relationship, phones, source, made_at, made_by)
     values ($1, 'Ines ' || $2, 'mother', '{01632 960 123}', 'school roll', '2026-11-02T09:00Z', (select id from people where subject = 'keepsight'))`,
    [child.childId, named.surname],
  );
  setNow("2026-11-03T10:00:00Z");
  const viewer = await who(`cme.${authority.toLowerCase()}`);
  const opened = await perform(keepsight, { viewer, act: "open-case", request: "test" }, (context) =>
    openCase(context, {
      ...child,
      reason: "left-destination-unknown",
      missingSince: Temporal.PlainDate.from("2026-10-16"),
      address: "inside",
    }),
  );
  if ("refused" in opened) throw new Error("This child has a case already");
  await perform(keepsight, { viewer, act: "work-case", request: "test" }, (context) =>
    recordFact(context, opened.caseId, { kind: "database-checked", details: { found: "nothing" } }),
  );
  return { ...child, ...opened };
}

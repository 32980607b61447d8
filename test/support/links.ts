import type pg from "pg";

const evidence = [
  { field: "forename", level: "alike", bits: 6.2 },
  { field: "surname", level: "same", bits: 8.9 },
  { field: "born", level: "one-slip", bits: 4.1 },
  { field: "postcode", level: "differs", bits: -2.7 },
  { field: "sex", level: "same", bits: 1 },
  { field: "upn", level: "missing", bits: 0 },
];

/** A link as a run would have left it, by a model of its authority; answers its id. */
export async function addLink(
  owner: pg.Client,
  link: {
    entryId: number;
    childId?: number | null;
    otherEntryId?: number | null;
    answer?: "linked" | "to-be-confirmed";
    probability?: number;
  },
): Promise<number> {
  const {
    entryId,
    childId = null,
    otherEntryId = null,
    answer = "to-be-confirmed",
    probability = 0.62,
  } = link;
  await owner.query(
    `insert into linkage_models (authority_id, list, version, rows_of_children, rows_of_list, weights, learnt_at)
     select authority_id, 'health', 1, 0, 0, '{}', '2026-11-01T02:15Z' from list_entries where id = $1 on conflict do nothing`,
    [entryId],
  );
  const { rows } = await owner.query(
    `insert into list_links (authority_id, list, entry_id, child_id, other_entry_id, weight, probability, answer, evidence, model_id, made_at)
     select e.authority_id, e.list, e.id, $2, $3, 17.5, $4, $5, $6, m.id, '2026-11-02T02:15Z'
     from list_entries e join linkage_models m on m.authority_id = e.authority_id where e.id = $1 limit 1 returning id`,
    [entryId, childId, otherEntryId, probability, answer, JSON.stringify(evidence)],
  );
  await owner.query("select settle_list_entries(array_remove($1::bigint[], null))", [
    [entryId, otherEntryId],
  ]);
  return rows[0].id;
}

import type pg from "pg";
import type { FieldEvidence, LinkageModel } from "../linkage/index.ts";
import type { KeptModel } from "../linkage-models.ts";
import type { LinkedList } from "../linked-fields.ts";
import type { Answer } from "./link.ts";

/** Held by whoever merges rows: see 0008-list-merging.sql. */
const mergeLock = 728_114_005;
/** Held while lists are linked; any number that no other program uses. */
const linkLock = 728_114_006;
const rowsAChunk = 5_000;

/** Waits until no other program links lists on this database, and holds the turn until the connection ends. */
export async function oneLinkingAtATime(owner: pg.Client): Promise<void> {
  await owner.query("select pg_advisory_lock($1)", [linkLock]);
}

/** Every model that is kept for the authority. */
export async function modelsKept(owner: pg.Client, authorityId: number): Promise<KeptModel[]> {
  const { rows } = await owner.query<KeptModel>(
    `select id, list, version, rows_of_list as "rowsOfList", weights from linkage_models where authority_id = $1`,
    [authorityId],
  );
  return rows;
}

/** Keeps what was learnt as the list's next version. */
export async function keepModel(
  owner: pg.Client,
  learnt: {
    authorityId: number;
    list: KeptModel["list"];
    rows: { children: number; list: number };
    weights: LinkageModel;
    now: Temporal.Instant;
  },
): Promise<KeptModel> {
  const { authorityId, list, rows, weights, now } = learnt;
  const kept = await owner.query<KeptModel>(
    `insert into linkage_models (authority_id, list, version, rows_of_children, rows_of_list, weights, learnt_at)
     select $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5, $6 from linkage_models where authority_id = $1 and list = $2
     returning id, list, version, rows_of_list as "rowsOfList", weights`,
    [authorityId, list, rows.children, rows.list, JSON.stringify(weights), now.toString()],
  );
  return kept.rows[0] as KeptModel;
}

/** A link as it was found: of a row with a child, or with another row. */
export type FoundLink = {
  entry_id: string;
  child_id?: string;
  other_entry_id?: string;
  weight: number;
  probability: number;
  answer: Answer;
  evidence: FieldEvidence[];
};

/**
 * Writes the links of one list, or of the rows without a child, as sets and in one transaction: what was found is added
 * or renewed, what is found no more goes, what a person has decided stays as it was decided. The same links again change
 * nothing. Expects the rows as they were read by `writeRows`.
 */
export async function keepLinks(
  owner: pg.Client,
  kept: { authorityId: number; against: "children" | "rows"; modelId: number; now: Temporal.Instant },
  found: readonly FoundLink[],
): Promise<void> {
  await owner.query(`create temp table if not exists links_found (entry_id bigint, child_id bigint, other_entry_id bigint,
    weight numeric(6, 2), probability numeric(7, 6), answer text, evidence jsonb)`);
  await owner.query("create temp table if not exists entries_touched (id bigint)");
  await owner.query("truncate links_found, entries_touched");
  for (let from = 0; from < found.length; from += rowsAChunk)
    await owner.query(
      "insert into links_found select * from json_populate_recordset(null::links_found, $1)",
      [JSON.stringify(found.slice(from, from + rowsAChunk))],
    );
  await owner.query("analyze links_found, rows_read");
  const { authorityId, against, modelId, now } = kept;
  await owner.query("begin");
  try {
    await owner.query("select pg_advisory_xact_lock($1)", [mergeLock]);
    await owner.query(against === "children" ? withChildren : withOtherRows, [modelId, now.toString()]);
    if (against === "children" && modelId > 0) await owner.query(matchedOnly, [modelId, now.toString()]);
    for (const forgetting of foundNoMore(against)) await owner.query(forgetting, [authorityId]);
    await owner.query(
      "select settle_list_entries(array(select distinct id from entries_touched where id is not null))",
    );
    await owner.query("commit");
  } catch (fault) {
    await owner.query("rollback");
    throw fault;
  }
}

/** What is written anew where it differs from what is kept, and nobody has decided. */
const renewed = `do update set (weight, probability, answer, evidence, model_id, made_at) =
    (excluded.weight, excluded.probability, excluded.answer, excluded.evidence, excluded.model_id, excluded.made_at)
  where kept.decided is null and (kept.weight, kept.probability, kept.answer, kept.evidence, kept.model_id)
    is distinct from (excluded.weight, excluded.probability, excluded.answer, excluded.evidence, excluded.model_id)`;
const written = `(authority_id, list, entry_id, child_id, other_entry_id, weight, probability, answer, evidence, model_id, made_at)`;

// Where the import matched the row with another child by number or name, only a person may say that this is the one.
const withChildren = `
  with written as (
    insert into list_links as kept ${written}
    select e.authority_id, e.list, e.id, f.child_id, null, f.weight, f.probability,
      case when e.matched_child_id <> f.child_id and not exists (select from list_links said where said.entry_id = e.id
        and said.child_id = e.matched_child_id and said.decided = 'different') then 'to-be-confirmed' else f.answer end,
      f.evidence, $1, $2
    from links_found f join rows_read r on r.id = f.entry_id join list_entries e on e.id = r.id and e.content_hash = r.content_hash
    where not exists (select from list_links said where said.entry_id = e.id and said.decided = 'same' and said.child_id is not null)
    on conflict (entry_id, child_id) ${renewed}
    returning entry_id)
  insert into entries_touched select entry_id from written`;

// What was matched and not weighed: a second row of one child, or one that is unlike. The unlike come first where people look
// them through.
const matchedOnly = `
  insert into list_links ${written}
  select e.authority_id, e.list, e.id, e.matched_child_id, null, 0,
    case when exists (select from list_entries r where r.child_id = e.matched_child_id and r.list = 'school-roll'
      and (r.surname_key, r.forename_key, r.date_of_birth) = (e.surname_key, e.forename_key, e.date_of_birth)) then 1 else 0 end,
    'matched', '[]', $1, $2
  from rows_read r join list_entries e on e.id = r.id and e.content_hash = r.content_hash
  where e.matched_child_id is not null and exists (select from children where children.id = e.matched_child_id)
    and not exists (select from list_links l where l.entry_id = e.id and l.child_id = e.matched_child_id)
  on conflict do nothing`;

const withOtherRows = `
  with written as (
    insert into list_links as kept ${written}
    select e.authority_id, e.list, e.id, null, other.id, f.weight, f.probability, f.answer, f.evidence, $1, $2
    from links_found f
      join rows_read r on r.id = f.entry_id join list_entries e on e.id = r.id and e.content_hash = r.content_hash
      join rows_read s on s.id = f.other_entry_id join list_entries other on other.id = s.id and other.content_hash = s.content_hash
    where e.child_id is null and other.child_id is null
    on conflict (entry_id, other_entry_id) where other_entry_id is not null ${renewed}
    returning entry_id, other_entry_id)
  insert into entries_touched select unnest(array[entry_id, other_entry_id]) from written`;

/** A link that nobody ever decided goes; of one that was decided and undone a person is asked again. */
function foundNoMore(against: "children" | "rows"): string[] {
  const stale =
    against === "children"
      ? `l.authority_id = $1 and l.child_id is not null and l.decided is null
         and exists (select from rows_read r join list_entries e on e.id = r.id and e.content_hash = r.content_hash where r.id = l.entry_id)
         and not exists (select from links_found f where f.entry_id = l.entry_id and f.child_id = l.child_id)
         and (l.answer <> 'matched' or not exists (select from list_entries e where e.id = l.entry_id and e.matched_child_id = l.child_id))`
      : `l.authority_id = $1 and l.other_entry_id is not null and l.decided is null
         and not exists (select from links_found f where f.entry_id = l.entry_id and f.other_entry_id = l.other_entry_id)`;
  return [
    `with gone as (delete from list_links l where ${stale} and l.decision_id is null returning entry_id, other_entry_id)
     insert into entries_touched select unnest(array[entry_id, other_entry_id]) from gone`,
    `with doubted as (update list_links l set answer = 'to-be-confirmed' where ${stale} and l.answer = 'linked' returning entry_id, other_entry_id)
     insert into entries_touched select unnest(array[entry_id, other_entry_id]) from doubted`,
  ];
}

/** How a list stands once it is linked. */
export type ListStanding = {
  rows: number;
  /** Rows that mean a child, and those of them that no number or exact name told. */
  ofChildren: number;
  byLikeness: number;
  toBeConfirmed: number;
};

/** How the rows of a list stand: how many mean a child, and how many wait for a person. */
export async function listStanding(
  owner: pg.Client,
  authorityId: number,
  list: LinkedList,
): Promise<ListStanding> {
  const { rows } = await owner.query<ListStanding>(
    `select count(*) as rows, count(child_id) as "ofChildren",
       count(*) filter (where child_id is not null and child_id is distinct from matched_child_id) as "byLikeness",
       (select count(*) from list_links where authority_id = $1 and list = $2 and open) as "toBeConfirmed"
     from list_entries where authority_id = $1 and list = $2`,
    [authorityId, list],
  );
  return rows[0] as ListStanding;
}

/** How many links join rows that mean no child on record. */
export async function linksAmongRows(owner: pg.Client, authorityId: number): Promise<number> {
  const { rows } = await owner.query<{ count: number }>(
    "select count(*) from list_links where authority_id = $1 and other_entry_id is not null",
    [authorityId],
  );
  return rows[0]?.count ?? 0;
}

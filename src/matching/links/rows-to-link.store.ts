import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import copyStreams from "pg-copy-streams";
import type { LinkedList } from "../linked-fields.ts";

export type AuthorityToLink = { id: number; code: string; name: string };

/** The authorities whose lists are linked: all of them, or the one of this three-digit code. */
export async function authoritiesToLink(owner: pg.Client, code: string | undefined) {
  const { rows } = await owner.query<AuthorityToLink>(
    "select id, code, name from authorities where $1::text is null or code = $1 order by code",
    [code ?? null],
  );
  return rows;
}

/** How many rows each list of the authority has; a list without rows is not among them. */
export async function rowsOfLists(owner: pg.Client, authorityId: number): Promise<Map<LinkedList, number>> {
  const { rows } = await owner.query<{ list: LinkedList; count: number }>(
    "select list, count(*) from list_entries where authority_id = $1 and list <> 'school-roll' group by list",
    [authorityId],
  );
  return new Map(rows.map(({ list, count }) => [list, count]));
}

/** The children of the authority: the names they have, others that they have or had, and the particulars that tell them apart. */
export async function writeChildren(owner: pg.Client, authorityId: number, file: string): Promise<void> {
  const otherName = (column: "forename" | "surname", than: string, nth: number) =>
    `(select n.${column} from child_names n where n.child_id = c.id and n.${column} not in ('', ${than})
      and not exists (select from child_names later where later.child_id = c.id and later.replaces = n.id)
      group by n.${column} order by max(n.id) desc offset ${nth} limit 1)`;
  const otherNumber = `(select value from child_identifiers i where i.child_id = c.id
    and i.kind in ('upn', 'former-upn', 'temporary-upn') and value is distinct from c.upn order by id desc limit 1)`;
  await copied(
    owner,
    `select c.id, c.forename, ${otherName("forename", "c.forename", 0)} as other_forename,
      (select middle_names from child_names n where n.child_id = c.id and middle_names <> '' order by id desc limit 1) as middle_names,
      c.surname, ${otherName("surname", "c.surname", 0)} as other_surname, ${otherName("surname", "c.surname", 1)} as former_surname,
      c.date_of_birth as born, c.postcode, (select a.postcode from child_addresses a where a.child_id = c.id
        and a.postcode is distinct from c.postcode order by id desc limit 1) as former_postcode,
      c.sex, c.upn, ${otherNumber} as former_upn
    from children c where c.authority_id = ${Number(authorityId)} order by c.id`,
    file,
  );
}

/** The rows of a list of the authority, or of all its lists those that mean no child; noted as they are read. */
export async function writeRows(
  owner: pg.Client,
  { authorityId, list }: { authorityId: number; list: LinkedList | "no-child" },
  file: string,
): Promise<void> {
  // One moment for both: a row that is imported anew meanwhile is told by its digest, and left to the next run.
  await owner.query("begin isolation level repeatable read");
  try {
    await owner.query(
      "create temp table if not exists rows_read (id bigint primary key, content_hash bytea)",
    );
    await owner.query("truncate rows_read");
    await owner.query(
      `insert into rows_read select id, content_hash from list_entries
       where authority_id = $1 and list <> 'school-roll' and (list = $2 or ($2 = 'no-child' and child_id is null))`,
      [authorityId, list],
    );
    await copied(
      owner,
      `select id, forename, other_forename, middle_names, surname, other_surname, date_of_birth as born, postcode, sex, upn,
        former_upn from rows_read join list_entries using (id) order by id`,
      file,
    );
    await owner.query("commit");
  } catch (fault) {
    await owner.query("rollback");
    throw fault;
  }
}

/** The rows read and whom, or which other row, a person has said that they are not: as `row other`. */
export async function pairsApart(
  owner: pg.Client,
  authorityId: number,
  against: "children" | "rows",
): Promise<ReadonlySet<string>> {
  const other = against === "children" ? "child_id" : "other_entry_id";
  const { rows } = await owner.query<{ pair: string }>(
    `select entry_id || ' ' || ${other} as pair from list_links
     where authority_id = $1 and decided = 'different' and ${other} is not null`,
    [authorityId],
  );
  return new Set(rows.map(({ pair }) => pair));
}

async function copied(owner: pg.Client, query: string, file: string): Promise<void> {
  const rows = owner.query(copyStreams.to(`copy (${query}) to stdout with (format csv, header true)`));
  await pipeline(rows, createWriteStream(file, { mode: 0o600, flags: "wx" }));
}

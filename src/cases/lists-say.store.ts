import { sql } from "kysely";
import type { List } from "../children/index.ts";
import type { Database } from "../database/index.ts";

/** What one list says of a child, as it last said it. */
export type ListsSay = {
  list: List;
  school: string | null;
  /** Null where an address of the child is hidden: a list may say the same one. */
  address: string | null;
  postcode: string | null;
  startsOn: Temporal.PlainDate | null;
  endsOn: Temporal.PlainDate | null;
  lastSeenAt: Temporal.Instant;
};

/** What every list that the viewer may see says of a child, the latest first. [A04] */
export async function listsSay(database: Database, childId: number): Promise<ListsSay[]> {
  const rows = await database
    .selectFrom("list_entries")
    .leftJoin("schools", "schools.id", "list_entries.school_id")
    .where("child_id", "=", sql<number>`any (array(select records_of_child(${childId})))`)
    .select(["list", "schools.name as school"])
    .select(({ eb }) => [
      eb
        .case()
        .when(hasHiddenAddress(childId))
        .then(null)
        .else(eb.ref("list_entries.address"))
        .end()
        .as("address"),
      eb
        .case()
        .when(hasHiddenAddress(childId))
        .then(null)
        .else(eb.ref("list_entries.postcode"))
        .end()
        .as("postcode"),
    ])
    .select(["starts_on as startsOn", "ends_on as endsOn", "last_seen_at as lastSeenAt"])
    .orderBy("last_seen_at", "desc")
    .orderBy("list_entries.id")
    .execute();
  return rows.map((row) => ({ ...row, list: row.list as List }));
}

function hasHiddenAddress(childId: number) {
  return sql<boolean>`exists (select from child_addresses a where a.child_id = ${childId} and a.hidden
    and not exists (select from child_addresses later where later.child_id = a.child_id and later.replaces = a.id))`;
}

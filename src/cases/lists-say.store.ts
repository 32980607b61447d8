import type { List } from "../children/index.ts";
import type { Database } from "../database/index.ts";

/** What one list says of a child, as it last said it. */
export type ListsSay = {
  list: List;
  school: string | null;
  address: string;
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
    .where("child_id", "=", childId)
    .select(["list", "schools.name as school", "list_entries.address", "list_entries.postcode"])
    .select(["starts_on as startsOn", "ends_on as endsOn", "last_seen_at as lastSeenAt"])
    .orderBy("last_seen_at", "desc")
    .orderBy("list_entries.id")
    .execute();
  return rows.map((row) => ({ ...row, list: row.list as List }));
}

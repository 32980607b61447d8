import { sql } from "kysely";
import type { Database } from "../../database/index.ts";
import type { Position } from "./grid-position.ts";

/** A postcode and where it lies. */
export type Placed = Position & { postcode: string };

/** Writes where postcodes lie, over what was known of them; answers how many are new or have moved. Asks for the owner's rights. */
export async function keepPositions(
  owner: Database,
  placed: readonly Placed[],
  { invented = false }: { invented?: boolean } = {},
): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into postcode_positions as known (postcode, longitude, latitude, invented)
    select distinct on (postcode) postcode, longitude, latitude, ${invented}::boolean
    from json_to_recordset(${JSON.stringify(placed)}::json) as given (postcode text, longitude double precision, latitude double precision)
    on conflict (postcode) do update set longitude = excluded.longitude, latitude = excluded.latitude, invented = excluded.invented
      where (known.longitude, known.latitude, known.invented) is distinct from (excluded.longitude, excluded.latitude, excluded.invented)`.execute(
    owner,
  );
  return Number(numAffectedRows ?? 0);
}

/** At most `most` postcodes of children or schools of which nobody has said where they lie, from the one after `after` on. */
export async function unplacedPostcodes(owner: Database, most: number, after = ""): Promise<string[]> {
  const { rows } = await sql<{ postcode: string }>`
    select postcode from (select postcode from child_addresses where postcode > ${after}
      union select postcode from schools where postcode > ${after}) as used
    where not exists (select from postcode_positions as known where known.postcode = used.postcode)
    order by postcode limit ${most}`.execute(owner);
  return rows.map(({ postcode }) => postcode);
}

import type { Context } from "../context.ts";
import type { Database } from "../database/index.ts";

/** One address of a child, as it is believed now. */
export type Address = {
  id: number;
  lines: string;
  postcode: string | null;
  certainty: string;
  /** Not to be shown, printed or sent, also not to those who may see the child. */
  hidden: boolean;
  source: string;
  fromOn: Temporal.PlainDate | null;
  untilOn: Temporal.PlainDate | null;
};

/** Every address of a child that nothing has replaced, the latest first. [A02] */
export function addressesOf(database: Database, childId: number): Promise<Address[]> {
  return database
    .selectFrom("child_addresses as address")
    .where("address.child_id", "=", childId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("child_addresses as later")
            .whereRef("later.child_id", "=", "address.child_id")
            .whereRef("later.replaces", "=", "address.id")
            .select("later.id"),
        ),
      ),
    )
    .select([
      "id",
      "lines",
      "postcode",
      "certainty",
      "hidden",
      "source",
      "from_on as fromOn",
      "until_on as untilOn",
    ])
    .orderBy("id", "desc")
    .execute();
}

/** The address at which a child was last known to live: the latest that was not left, or else the latest of all. */
export function lastKnown(addresses: readonly Address[]): Address | undefined {
  return addresses.find(({ certainty }) => certainty !== "left") ?? addresses[0];
}

/** An address that somebody tells us of. */
export type NewAddress = {
  lines: string;
  postcode: string | null;
  fromOn?: Temporal.PlainDate;
  certainty: "confirmed" | "stated" | "believed";
  source: string;
};

/** Records where a child lives now; what was known of other addresses stays. */
export async function recordAddress(
  context: Pick<Context, "database" | "viewer" | "now">,
  childId: number,
  { lines, postcode, fromOn, certainty, source }: NewAddress,
): Promise<void> {
  await insertAddress(context, childId, { lines, postcode, certainty, source, from_on: fromOn ?? null });
  await context.database.updateTable("children").set({ postcode }).where("id", "=", childId).execute();
}

/** Records that a child no longer lives at an address. */
export async function recordLeaving(
  context: Pick<Context, "database" | "viewer" | "now">,
  childId: number,
  { id, lines, postcode, hidden, fromOn }: Address,
  left: { by: Temporal.PlainDate; source: string },
): Promise<void> {
  await insertAddress(context, childId, {
    lines,
    postcode,
    hidden,
    from_on: fromOn,
    until_on: left.by,
    certainty: "left",
    source: left.source,
    replaces: id,
  });
}

async function insertAddress(
  { database, viewer, now }: Pick<Context, "database" | "viewer" | "now">,
  childId: number,
  address: {
    lines: string;
    postcode: string | null;
    certainty: string;
    source: string;
    from_on: Temporal.PlainDate | null;
    until_on?: Temporal.PlainDate;
    hidden?: boolean;
    replaces?: number;
  },
): Promise<void> {
  await database
    .insertInto("child_addresses")
    .values({ ...address, child_id: childId, made_at: now, made_by: viewer.personId })
    .execute();
}

import { sql } from "kysely";
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
  /** If it is kept secret from the first. */
  hidden?: boolean;
};

/** Records where a child lives now; what was known of other addresses stays. */
export async function recordAddress(
  context: Pick<Context, "database" | "viewer" | "now">,
  childId: number,
  { lines, postcode, fromOn, certainty, source, hidden = false }: NewAddress,
): Promise<void> {
  const from_on = fromOn ?? null;
  await insertAddress(context, childId, { lines, postcode, certainty, source, hidden, from_on });
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

/**
 * Takes back what somebody said of a child's addresses at one moment, as far as it still stands: an address that was left is again what it
 * was before, and one that was told is recorded as left, so that nobody is sent there.
 */
export async function takeBackAddresses(
  context: Pick<Context, "database" | "viewer" | "now">,
  childId: number,
  said: { source: string; at: Temporal.Instant; by: number },
): Promise<void> {
  const { rows } = await sql<Address & { before: string | null }>`
    select told.id, told.lines, told.postcode, told.certainty, told.hidden, told.source, told.from_on as "fromOn", told.until_on as "untilOn",
      before.certainty as before
    from child_addresses told left join child_addresses before on before.child_id = told.child_id and before.id = told.replaces
    where told.child_id = ${childId} and told.source = ${said.source} and told.made_at = ${said.at} and told.made_by = ${said.by}
      and not exists (select from child_addresses later where later.child_id = told.child_id and later.replaces = told.id)
    order by told.id desc`.execute(context.database);
  const source = `${said.source}, put right`;
  for (const { id, lines, postcode, hidden, fromOn, before } of rows)
    await insertAddress(context, childId, {
      ...{ lines, postcode, hidden, source, replaces: id, from_on: fromOn, certainty: before ?? "left" },
    });
}

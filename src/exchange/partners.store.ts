import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Database } from "../database/index.ts";
import type { PublicKey, PublicKeys } from "./keys.ts";

/** What is agreed with another authority under one pair of its keys. */
export type Agreement = PublicKeys & {
  code: string;
  name: string;
  /** Null where files are carried by hand. */
  address: string | null;
  /** Our own rules: whether our files may go there, and whether theirs may be offered here. */
  sends: boolean;
  takes: boolean;
  basis: string;
};

export type Partner = Agreement & {
  id: number;
  authorityId: number;
  madeAt: Temporal.Instant;
  madeBy: number;
  madeByName: string;
  confirmedAt: Temporal.Instant | null;
  confirmedByName: string | null;
};

const shown = sql`p.id, p.authority_id as "authorityId", p.code, p.name, p.address, p.fingerprint, p.sign_key_id as "signKeyId",
  p.open_key_id as "openKeyId", p.sign_key as "signKey", p.open_key as "openKey", p.sends, p.takes, p.basis, p.made_at as "madeAt",
  p.made_by as "madeBy", p.confirmed_at as "confirmedAt"`;

/** The partners of an authority whose agreement has not ended, by name. */
export async function partnersOf(database: Database, authorityId: number): Promise<Partner[]> {
  const { rows } =
    await sql<Partner>`select ${shown}, maker.name as "madeByName", confirmer.name as "confirmedByName"
    from exchange_partners p join people maker on maker.id = p.made_by left join people confirmer on confirmer.id = p.confirmed_by
    where p.authority_id = ${authorityId} and p.ended_at is null order by p.name, p.id desc`.execute(
      database,
    );
  return rows;
}

/** Adds what was agreed under one pair of keys; it waits for a second person. */
export async function insertPartner(
  { database, viewer, now }: Context,
  authorityId: number,
  agreed: Agreement,
): Promise<void> {
  await database
    .insertInto("exchange_partners")
    .values({
      ...{ authority_id: authorityId, code: agreed.code, name: agreed.name, address: agreed.address },
      ...{ fingerprint: agreed.fingerprint, sign_key_id: agreed.signKeyId, open_key_id: agreed.openKeyId },
      ...{ sign_key: JSON.stringify(agreed.signKey), open_key: JSON.stringify(agreed.openKey) },
      ...{ sends: agreed.sends, takes: agreed.takes, basis: agreed.basis },
      ...{ made_at: now, made_by: viewer.personId },
    })
    .execute();
}

/** If it was this that confirmed the partner: another person than who added it. */
export async function confirmInStore(database: Database, id: number, at: Temporal.Instant): Promise<boolean> {
  const { rows } = await sql<{
    done: boolean;
  }>`select confirm_exchange_partner(${id}, ${at}) as done`.execute(database);
  return rows[0]?.done ?? false;
}

/** If it was this that ended the agreement. */
export async function endInStore(database: Database, id: number, at: Temporal.Instant): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select end_exchange_partner(${id}, ${at}) as done`.execute(
    database,
  );
  return rows[0]?.done ?? false;
}

/** A partner as the program writes to it and hears from it. */
export type Standing = Agreement & { id: number; authorityId: number; ownCode: string };

const standing = sql`exchange_partners p join authorities a on a.id = p.authority_id
  where p.confirmed_at is not null and p.ended_at is null`;

/** The confirmed partners to which an authority's files may go, by name, one line a partner. */
export async function partnersToSendTo(database: Database, authorityId: number): Promise<Standing[]> {
  const { rows } =
    await sql<Standing>`select * from (select distinct on (p.code) ${shown}, a.code as "ownCode" from ${standing}
    and p.authority_id = ${authorityId} order by p.code, p.confirmed_at desc, p.id desc) newest where sends order by name`.execute(
      database,
    );
  return rows;
}

/** The agreement that counts for an authority with another: confirmed last. */
export async function partnerNow(
  database: Database,
  { authorityId, code }: { authorityId: number; code: string },
): Promise<Standing | undefined> {
  const { rows } = await sql<Standing>`select ${shown}, a.code as "ownCode" from ${standing}
    and p.authority_id = ${authorityId} and p.code = ${code} order by p.confirmed_at desc, p.id desc limit 1`.execute(
    database,
  );
  return rows[0];
}

/** The confirmed partners who sign with a key of this name; each of our authorities may have agreed with them. */
export async function partnersSigningWith(database: Database, signKeyId: string): Promise<Standing[]> {
  const { rows } = await sql<Standing>`select ${shown}, a.code as "ownCode" from ${standing}
    and p.sign_key_id = ${signKeyId} order by p.id`.execute(database);
  return rows;
}

/** The key of such partners. */
export function signKeyOf([partner]: readonly Standing[]): PublicKey | undefined {
  return partner?.signKey;
}

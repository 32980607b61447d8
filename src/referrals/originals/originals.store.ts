import { createHash } from "node:crypto";
import type { Context } from "../../context.ts";
import type { Database } from "../../database/index.ts";
import type { FileKind } from "./file-kind.ts";

/** An original as it is listed: what it is, and who attached it when. */
export type Original = {
  id: number;
  kind: FileKind;
  called: string;
  scanned: string | null;
  madeAt: Temporal.Instant;
  madeBy: string;
};

/** Keeps the original of a report exactly as it came. */
export async function insertOriginal(
  { database, viewer, now }: Context,
  original: {
    referralId: number;
    kind: FileKind;
    called: string;
    content: Uint8Array;
    scanned: string | null;
  },
): Promise<number> {
  const { id } = await database
    .insertInto("referral_originals")
    .values({
      referral_id: original.referralId,
      kind: original.kind,
      called: original.called,
      content: Buffer.from(original.content),
      sha256: createHash("sha256").update(original.content).digest(),
      scanned: original.scanned,
      made_at: now,
      made_by: viewer.personId,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** The originals of a referral, the latest first, without their content. */
export async function originalsOf(database: Database, referralId: number): Promise<Original[]> {
  const rows = await database
    .selectFrom("referral_originals as o")
    .innerJoin("people", "people.id", "o.made_by")
    .where("o.referral_id", "=", referralId)
    .orderBy("o.id", "desc")
    .select(["o.id", "o.kind", "o.called", "o.scanned", "o.made_at as madeAt", "people.name as madeBy"])
    .execute();
  return rows as Original[];
}

/** One original with its content; undefined when there is none of this referral. */
export async function originalOf(
  database: Database,
  referralId: number,
  id: number,
): Promise<{ kind: FileKind; content: Buffer } | undefined> {
  const row = await database
    .selectFrom("referral_originals")
    .where("referral_id", "=", referralId)
    .where("id", "=", id)
    .select(["kind", "content"])
    .executeTakeFirst();
  return row && { kind: row.kind as FileKind, content: row.content };
}

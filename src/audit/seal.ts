import { createHash, type Hash } from "node:crypto";
import type pg from "pg";

/** The digest before the first seal. */
const beginning = Buffer.alloc(32);
const rowsAtOnce = 5000;

/**
 * Seals what has been written since the last seal: everything of the transactions that ended before this moment's
 * horizon. No reader or writer waits for it. Returns how many entries were sealed; at most one sealer works at a time.
 */
export async function sealAudit(owner: pg.ClientBase, now: Temporal.Instant): Promise<number> {
  await owner.query("begin isolation level repeatable read");
  try {
    const free = await owner.query("select pg_try_advisory_xact_lock(728114003) as free");
    const last = await lastSeal(owner);
    const { horizon } = (
      await owner.query("select audit_moment(pg_snapshot_xmin(pg_current_snapshot()))::text as horizon")
    ).rows[0] as { horizon: string };
    const { entries, digest } = free.rows[0].free
      ? await digestOf(owner, last.until, horizon, last.digest)
      : { entries: 0, digest: beginning };
    if (entries > 0) {
      await owner.query(
        `insert into audit_seals (from_transaction, until_transaction, entries, previous, digest, sealed_at) values ($1, $2, $3, $4, $5, $6)`,
        [last.until, horizon, entries, last.digest, digest, now.toString()],
      );
    }
    await owner.query("commit");
    return entries;
  } catch (fault) {
    await owner.query("rollback").catch(() => {});
    throw fault;
  }
}

async function lastSeal(owner: pg.ClientBase): Promise<{ until: string; digest: Buffer }> {
  const found = await owner.query(
    "select until_transaction::text as until, digest from audit_seals order by id desc limit 1",
  );
  return found.rows[0] ?? { until: "0", digest: beginning };
}

/** The digest of a seal: of the seal before, and of every entry between two horizons, in order. Rows are read in pages. */
async function digestOf(
  owner: pg.ClientBase,
  from: string,
  until: string,
  previous: Buffer,
): Promise<{ entries: number; digest: Buffer }> {
  const hash = createHash("sha256").update(previous);
  let entries = 0;
  let after = { written: from, id: -1 };
  for (;;) {
    const page = await owner.query(
      `select id, written_by::text as written, row_to_json(e)::text as line from audit_entries e
       where written_by < $2::xid8 and (written_by, id) > ($1::xid8, $3) order by written_by, id limit ${rowsAtOnce}`,
      [after.written, until, after.id],
    );
    for (const row of page.rows as { id: number; written: string; line: string }[]) addLine(hash, row.line);
    entries += page.rows.length;
    const last = page.rows.at(-1) as { id: number; written: string } | undefined;
    if (page.rows.length < rowsAtOnce || !last) break;
    after = { written: last.written, id: Number(last.id) };
  }
  return { entries, digest: hash.digest() };
}

function addLine(hash: Hash, line: string): void {
  // The length goes first, so that two entries cannot be made to read as one.
  hash.update(`${Buffer.byteLength(line)}\n`).update(line);
}

/** What verifying found: how much was read, and every seal that does not hold with what is wrong. */
export type Verification = { seals: number; entries: number; unsealed: number; faults: string[] };

/**
 * Recomputes every seal from the entries and the seal before. An entry changed, added or removed behind a seal, and a
 * seal changed or removed, are all found. `report` is called after each seal.
 */
export async function verifyAudit(
  owner: pg.ClientBase,
  report: (seals: number) => void = () => {},
): Promise<Verification> {
  const verification: Verification = { seals: 0, entries: 0, unsealed: 0, faults: [] };
  let previous = { until: "0", digest: beginning, sealed_at: undefined as unknown };
  const seals = await owner.query(
    "select id, from_transaction::text as from, until_transaction::text as until, entries, previous, digest, sealed_at from audit_seals order by id",
  );
  for (const seal of seals.rows) {
    const called = `Seal ${seal.id} of ${String(seal.sealed_at)}`;
    if (seal.from !== previous.until || !seal.previous.equals(previous.digest)) {
      verification.faults.push(
        `${called} does not follow the seal before it: a seal was removed or changed.`,
      );
    }
    const found = await digestOf(owner, seal.from, seal.until, seal.previous);
    if (found.entries !== Number(seal.entries)) {
      verification.faults.push(`${called} closed ${seal.entries} entries and ${found.entries} are there.`);
    } else if (!found.digest.equals(seal.digest)) {
      verification.faults.push(`${called} closed other words than are there: an entry was changed.`);
    }
    verification.seals += 1;
    verification.entries += found.entries;
    previous = seal;
    report(verification.seals);
  }
  const rest = await owner.query(
    "select count(*) as unsealed from audit_entries where written_by >= $1::xid8",
    [previous.until],
  );
  verification.unsealed = Number(rest.rows[0].unsealed);
  return verification;
}

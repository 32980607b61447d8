import type pg from "pg";
import { sealAudit } from "../../src/audit/index.ts";

const mostMilliseconds = 60_000;

/**
 * Seals everything that has been written by now and answers how many entries that were. What other tests write in their own
 * databases of the same server holds the horizon of a seal back, so that it is waited for.
 */
export async function sealWritten(owner: pg.ClientBase, now: Temporal.Instant): Promise<number> {
  const end = Date.now() + mostMilliseconds;
  const { written } = (await owner.query("select max(written_by)::text as written from audit_entries"))
    .rows[0];
  for (;;) {
    const { passed } = (
      await owner.query("select audit_moment(pg_snapshot_xmin(pg_current_snapshot())) > $1::xid8 as passed", [
        written,
      ])
    ).rows[0];
    if (passed) return sealAudit(owner, now);
    if (Date.now() > end) throw new Error("A transaction of the server has been open for a minute.");
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

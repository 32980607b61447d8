import { rm } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";
import { verifyAudit } from "../audit/index.ts";
import { asOwner, migrate, startEmbeddedServer } from "../database/index.ts";
import { exportWhole } from "./export-whole.store.ts";
import { restoreWhole } from "./restore-whole.store.ts";
import type { WholeCopy } from "./schema-file.ts";

/** What a drill found: how much came back, and in words what did not come back as it was. Empty where all did. */
export type Drill = { rows: number; tables: number; seals: number; faults: readonly string[] };

/**
 * Proves that a whole copy of this system can be restored: makes one, restores it into a PostgreSQL that is started for this alone,
 * copies that again and compares table by table, and recomputes every seal of the restored log. Leaves nothing in `folder`. Needs
 * twice the room of the database beside it.
 */
export async function restoreDrill(
  owner: pg.ClientBase,
  folder: string,
  now: Temporal.Instant,
): Promise<Drill> {
  await rm(folder, { recursive: true, force: true });
  const server = await startEmbeddedServer(folder);
  try {
    await migrate(server.url);
    const copy = await exportWhole(owner, join(folder, "copy"), now);
    return await asOwner(server.url, async (restored) => {
      await restoreWhole(restored, join(folder, "copy"));
      const again = await exportWhole(restored, join(folder, "again"), now);
      const { seals, faults } = await verifyAudit(restored);
      const rows = copy.tables.reduce((sum, table) => sum + table.rows, 0);
      return { rows, tables: copy.tables.length, seals, faults: [...unlike(copy, again), ...faults] };
    });
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** In words, each table and counter that is not the same in both copies. */
export function unlike(copy: WholeCopy, again: WholeCopy): string[] {
  const restored = new Map(again.tables.map((table) => [table.name, table]));
  const tables = copy.tables.flatMap(({ name, rows, sha256 }) => {
    const other = restored.get(name);
    if (other?.sha256 === sha256) return [];
    return [`Table ${name}: ${rows} rows, and ${other?.rows ?? "no"} restored; they are not the same.`];
  });
  const counters = JSON.stringify(copy.counters) === JSON.stringify(again.counters);
  return counters ? tables : [...tables, "The counters do not stand where they stood."];
}

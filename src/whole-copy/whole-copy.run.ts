import { join } from "node:path";
import type { WithKeepsight } from "../cli/with-keepsight.ts";
import { asOwner } from "../database/index.ts";
import { exportWhole } from "./export-whole.store.ts";
import { restoreDrill } from "./restore-drill.ts";
import { restoreWhole } from "./restore-whole.store.ts";

/** Writes everything into a folder and prints how much that is. */
export function runExport(folder: string, withKeepsight: WithKeepsight): Promise<void> {
  return withKeepsight(async ({ now }, ownerUrl) => {
    const { tables } = await asOwner(ownerUrl, (owner) => exportWhole(owner, folder, now()));
    console.log(
      `${folder}: ${rowsOf(tables)} rows of ${tables.length} tables. It names every child: keep it locked.`,
    );
  });
}

/** Brings a folder's rows in and prints how many they are. */
export function runRestoreExport(folder: string, withKeepsight: WithKeepsight): Promise<void> {
  return withKeepsight(async (_keepsight, ownerUrl) => {
    const { tables, madeAt } = await asOwner(ownerUrl, (owner) => restoreWhole(owner, folder));
    console.log(`${rowsOf(tables)} rows of ${tables.length} tables, as they were at ${madeAt}.`);
  });
}

/** Prints what came back otherwise; ends with 1 when anything did. */
export function runRestoreDrill(withKeepsight: WithKeepsight): Promise<void> {
  return withKeepsight(async ({ settings, now }, ownerUrl) => {
    const folder = join(settings.dataFolder, "restore-drill");
    const found = await asOwner(ownerUrl, (owner) => restoreDrill(owner, folder, now()));
    console.log(`${found.rows} rows of ${found.tables} tables restored, ${found.seals} seals recomputed.`);
    for (const fault of found.faults) console.log(fault);
    console.log(found.faults.length === 0 ? "Everything came back as it was." : "The drill failed.");
    process.exitCode = found.faults.length === 0 ? 0 : 1;
  });
}

function rowsOf(tables: readonly { rows: number }[]): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0);
}

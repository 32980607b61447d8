import { join } from "node:path";
import type { Command } from "commander";
import type { Keepsight } from "../context.ts";
import { asOwner } from "../database/index.ts";
import { exportWhole } from "./export-whole.store.ts";
import { restoreDrill } from "./restore-drill.ts";
import { restoreWhole } from "./restore-whole.store.ts";

type WithKeepsight = (work: (keepsight: Keepsight, ownerUrl: string) => Promise<void>) => Promise<void>;

export function registerWholeCopyCommands(program: Command, withKeepsight: WithKeepsight): void {
  program
    .command("export")
    .description(
      "Write everything that the system holds into a folder: each table as CSV, the schema, attached files, the log.",
    )
    .argument("<folder>", "empty, or not there yet; whoever reads it reads every record")
    .action((folder: string) =>
      withKeepsight(async ({ now }, ownerUrl) => {
        const { tables } = await asOwner(ownerUrl, (owner) => exportWhole(owner, folder, now()));
        console.log(
          `${folder}: ${rowsOf(tables)} rows of ${tables.length} tables. It names every child: keep it locked.`,
        );
      }),
    );
  program
    .command("restore-export")
    .description("Bring what export wrote into a system that holds nothing yet.")
    .argument("<folder>")
    .action((folder: string) =>
      withKeepsight(async (_keepsight, ownerUrl) => {
        const { tables, madeAt } = await asOwner(ownerUrl, (owner) => restoreWhole(owner, folder));
        console.log(`${rowsOf(tables)} rows of ${tables.length} tables, as they were at ${madeAt}.`);
      }),
    );
  program
    .command("restore-drill")
    .description(
      "Prove that a whole copy can be restored: make one, restore it beside this system, compare. Ends with 1 when anything differs.",
    )
    .action(() =>
      withKeepsight(async ({ settings, now }, ownerUrl) => {
        const folder = join(settings.dataFolder, "restore-drill");
        const found = await asOwner(ownerUrl, (owner) => restoreDrill(owner, folder, now()));
        console.log(
          `${found.rows} rows of ${found.tables} tables restored, ${found.seals} seals recomputed.`,
        );
        for (const fault of found.faults) console.log(fault);
        console.log(found.faults.length === 0 ? "Everything came back as it was." : "The drill failed.");
        process.exitCode = found.faults.length === 0 ? 0 : 1;
      }),
    );
}

function rowsOf(tables: readonly { rows: number }[]): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0);
}

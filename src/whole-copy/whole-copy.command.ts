import type { Command } from "commander";
import type { Keepsight } from "../context.ts";
import { asOwner } from "../database/index.ts";
import { exportWhole } from "./export-whole.store.ts";
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
}

function rowsOf(tables: readonly { rows: number }[]): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0);
}

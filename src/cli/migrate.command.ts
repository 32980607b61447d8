import type { Command } from "commander";
import { readSettings } from "../settings.ts";
import { openKeepsight } from "./open-keepsight.ts";

export function registerMigrateCommand(program: Command): void {
  program
    .command("migrate")
    .description("Bring the database up to date, and no more.")
    .action(async () => {
      const opened = await openKeepsight(readSettings(process.env), { report: (line) => console.log(line) });
      await opened.close();
      console.log("The database is up to date.");
    });
}

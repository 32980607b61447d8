import type { Command } from "commander";

export function registerMigrateCommand(program: Command): void {
  program
    .command("migrate")
    .description("Bring the database up to date, and no more.")
    .action(async () => (await import("./migrate.run.ts")).runMigrate());
}

import type { Command } from "commander";
import type { WithKeepsight } from "../cli/with-keepsight.ts";

export function registerWholeCopyCommands(program: Command, withKeepsight: WithKeepsight): void {
  program
    .command("export")
    .description(
      "Write everything that the system holds into a folder: each table as CSV, the schema, attached files, the log.",
    )
    .argument("<folder>", "empty, or not there yet; whoever reads it reads every record")
    .action(async (folder: string) => (await import("./whole-copy.run.ts")).runExport(folder, withKeepsight));
  program
    .command("restore-export")
    .description("Bring what export wrote into a system that holds nothing yet.")
    .argument("<folder>")
    .action(async (folder: string) =>
      (await import("./whole-copy.run.ts")).runRestoreExport(folder, withKeepsight),
    );
  program
    .command("restore-drill")
    .description(
      "Prove that a whole copy can be restored: make one, restore it beside this system, compare. Ends with 1 when anything differs.",
    )
    .action(async () => (await import("./whole-copy.run.ts")).runRestoreDrill(withKeepsight));
}

import type { Command } from "commander";
import type { WithKeepsight } from "../cli/with-keepsight.ts";

/** `keepsight import terms FILE`, a word of the import command: term dates, for those who look after the server. */
export function registerImportTermsCommand(importCommand: Command, withKeepsight: WithKeepsight): void {
  importCommand
    .command("terms")
    .description("Take in term dates. The same file again changes nothing.")
    .configureHelp({ showGlobalOptions: true })
    .argument("<file>", "CSV with Code, Kind, Starts and Ends, or a calendar (.ics)")
    .option("--school <LAESTAB>", "whose dates they are, where the file does not say")
    .action(async (file: string, _options: unknown, command: Command) =>
      (await import("./import-terms.run.ts")).runImportTerms(file, command, withKeepsight),
    );
}

import type { Command } from "commander";
import type { WithKeepsight } from "../cli/with-keepsight.ts";

/** `keepsight import register FILE`, a word of the import command: the register that a council kept in a spreadsheet before. */
export function registerImportRegisterCommand(importCommand: Command, withKeepsight: WithKeepsight): void {
  importCommand
    .command("register")
    .description(
      "Take in the open cases of a register kept in a spreadsheet. The same row again changes nothing.",
    )
    .configureHelp({ showGlobalOptions: true })
    .argument("<file>", "a CSV file with a header")
    .option("--columns <map>", "which heading stands for what; without it, a map to begin with is printed")
    .option("--check", "say what has to be mended, and take nothing in")
    .action(async (file: string, _options: unknown, command: Command) =>
      (await import("./import-register.run.ts")).runImportRegister(file, command, withKeepsight),
    );
}

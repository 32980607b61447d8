import type { Command } from "commander";
import type { WithKeepsight } from "../cli/with-keepsight.ts";
import type { ImportOptions } from "./import.run.ts";
import { listWords } from "./list-words.ts";

/**
 * `keepsight import rolls FILE`: a file of one of the lists, for those who look after the server. Answers the command:
 * what is no list of children, such as term dates, is a word of its own under it.
 */
export function registerImportCommand(program: Command, withKeepsight: WithKeepsight): Command {
  return program
    .command("import")
    .helpCommand(false)
    .description("Take in a file: school rolls, the health list, ... The same file again changes nothing.")
    .argument("<list>", listWords.join(", "))
    .argument("<file>", "a CSV file with a header")
    .option("--as <e-mail>", "who sends it; without it, the program itself")
    .option("--authority <code>", "whose list it is, where the file does not say")
    .action(async (list: string, file: string, options: ImportOptions) =>
      (await import("./import.run.ts")).runImportCommand(list, file, options, withKeepsight),
    );
}

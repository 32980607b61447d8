import type { Command } from "commander";
import type { WriteOptions } from "./ctf.run.ts";

/** `keepsight ctf check|read|write FILE`: Common Transfer Files, without a database and without a network. [F04] */
export function registerCtfCommand(program: Command): void {
  const ctf = program
    .command("ctf")
    .helpCommand(false)
    .description("Common Transfer Files: check one, read it as a table, write it as the current version.");
  ctf
    .command("check")
    .description("Say what is amiss in a file, by line and element. Nothing of it is kept.")
    .argument("<file>")
    .action(async (file: string) => (await import("./ctf.run.ts")).runCtfCheck(file));
  ctf
    .command("read")
    .description("Print the pupils of a good file as CSV.")
    .argument("<file>")
    .action(async (file: string) => (await import("./ctf.run.ts")).runCtfRead(file));
  ctf
    .command("write")
    .description(
      "Write a good file as the current version, one file a pupil where the destination is not known.",
    )
    .argument("<file>")
    .requiredOption("--out <folder>", "where to")
    .option("--to <destination>", "another destination: a school's seven digits, XXXXXXX or MMMMMMM")
    .action(async (file: string, options: WriteOptions) =>
      (await import("./ctf.run.ts")).runCtfWrite(file, options),
    );
}

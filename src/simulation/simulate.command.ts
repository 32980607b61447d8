import type { Command } from "commander";
import { ownMinutes } from "./own-minutes.ts";
import type { Options } from "./simulate.run.ts";

/** Adds `keepsight procedure simulate FILE --county DIR --from D --to D` to the `procedure` command. */
export function registerSimulateCommand(procedure: Command): void {
  procedure
    .command("simulate <file>")
    .description(
      "Run some months of an invented county through a procedure: workload, days to close, deadlines missed.",
    )
    .requiredOption("--county <folder>", "what keepsight county wrote")
    .requiredOption("--from <day>", "the first day that is counted, YYYY-MM-DD")
    .requiredOption("--to <day>", "the last day that is counted")
    .option("--against <file>", "another procedure, on the same children with the same chance")
    .option("--staff <roles>", "people per role, such as cme-officer=2,hub-worker=1.5; others have enough")
    .option("--minutes <file>", "how long each act takes", ownMinutes)
    .option("--seed <text>", "the same seed gives the same chance", "1")
    .option("--json <file>", "write the numbers there")
    .option("--out <file>", "write a page with charts there, such as simulation.html")
    .action(async (file: string, options: Options, command: Command) =>
      (await import("./simulate.run.ts")).runSimulate(file, options, command),
    );
}

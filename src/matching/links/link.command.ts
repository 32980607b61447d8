import type { Command } from "commander";
import type { WithKeepsight } from "../../cli/with-keepsight.ts";
import type { LinkOrder } from "./link-every-list.ts";

/** `keepsight link`: joins every list's rows with the children on record, and says what came of it. */
export function registerLinkCommand(program: Command, withKeepsight: WithKeepsight): void {
  program
    .command("link")
    .description("Join the rows of every list with the children on record; doubtful ones wait for a person.")
    .option("--authority <code>", "the three-digit code of one authority")
    .option("--relearn", "learn the weights anew from the lists, instead of using those that are kept")
    .action(async (order: LinkOrder) => (await import("./link.run.ts")).runLink(order, withKeepsight));
}

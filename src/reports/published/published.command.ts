import type { Command } from "commander";
import type { WithKeepsight } from "../../cli/with-keepsight.ts";

/** `keepsight published FILE`: what the department publishes, beside which annual reports are read. [H04] */
export function registerPublishedCommand(program: Command, withKeepsight: WithKeepsight): void {
  program
    .command("published")
    .description("Take in the department's published figures on children missing education, as CSV.")
    .argument("<file>")
    .action(async (path: string) => (await import("./published.run.ts")).runPublished(path, withKeepsight));
}

import type { Command } from "commander";
import type { WithKeepsight } from "../cli/with-keepsight.ts";

/** `keepsight authority FILE`: the first authority of an empty system, and what changes in it, for those who look after the server. */
export function registerAuthorityCommand(program: Command, withKeepsight: WithKeepsight): void {
  program
    .command("authority")
    .description("Make an authority what its file says: name, procedure, areas, people and their posts.")
    .argument("[file]", "a YAML file; without it, one to begin with is printed")
    .action(async (path: string | undefined) =>
      (await import("./authority.run.ts")).runAuthority(path, withKeepsight),
    );
}

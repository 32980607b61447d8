import type { Command } from "commander";
import type { WithKeepsight } from "../../cli/with-keepsight.ts";

/** `keepsight register`: the register as CSV, today's or a past day's, for those who look after the server. */
export function registerRegisterCommand(program: Command, withKeepsight: WithKeepsight): void {
  program
    .command("register")
    .description("Print the register of an authority as CSV.")
    .requiredOption("--authority <name>", "the authority's name or three-digit code")
    .option("--as-at <day>", "a past day, such as 2026-10-01: the register as it was known at its end")
    .option("--closed", "the closed cases")
    .action(async (options: { authority: string; asAt?: string; closed?: boolean }) =>
      (await import("./register.run.ts")).runRegister(options, withKeepsight),
    );
}

import type { Command } from "commander";

export function registerObligationsCommand(program: Command): void {
  const obligations = program
    .command("obligations")
    .description("What is owed in the cases of the register.");
  obligations
    .command("verify")
    .description(
      "Work every case, every referral passed on, and what authorities owe, out anew and compare. Ends with 1 when a kept obligation differs.",
    )
    .option("--json", "print each difference as a line of JSON, and the sum as the last")
    .action(async (options: { json?: boolean }) =>
      (await import("./obligations.run.ts")).runObligationsVerify(options),
    );
}

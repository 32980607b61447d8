import type { Command } from "commander";

export function registerAuditCommand(program: Command): void {
  const audit = program.command("audit").description("The log of who did or saw what.");
  audit
    .command("verify")
    .description("Recompute every seal. Ends with 1 when an entry or a seal was changed, added or removed.")
    .action(async () => (await import("./audit.run.ts")).runAuditVerify());
}

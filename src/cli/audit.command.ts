import type { Command } from "commander";
import { verifyAudit } from "../audit/index.ts";
import { asOwner } from "../database/index.ts";
import { readSettings } from "../settings.ts";
import { openKeepsight } from "./open-keepsight.ts";

export function registerAuditCommand(program: Command): void {
  const audit = program.command("audit").description("The log of who did or saw what.");
  audit
    .command("verify")
    .description("Recompute every seal. Ends with 1 when an entry or a seal was changed, added or removed.")
    .action(async () => {
      const opened = await openKeepsight(readSettings(process.env));
      const found = await asOwner(opened.ownerUrl, (owner) => verifyAudit(owner));
      await opened.close();
      console.log(`${found.seals} seals over ${found.entries} entries; ${found.unsealed} not sealed yet.`);
      for (const fault of found.faults) console.log(fault);
      console.log(
        found.faults.length === 0 ? "Nothing was changed." : `${found.faults.length} seals do not hold.`,
      );
      process.exitCode = found.faults.length === 0 ? 0 : 1;
    });
}

import { verifyAudit } from "../audit/index.ts";
import { asOwner } from "../database/index.ts";
import { readSettings } from "../settings.ts";
import { openKeepsight } from "./open-keepsight.ts";

/** Prints what does not hold; ends with 1 when anything does not. */
export async function runAuditVerify(): Promise<void> {
  const opened = await openKeepsight(readSettings(process.env));
  const found = await asOwner(opened.ownerUrl, (owner) => verifyAudit(owner));
  await opened.close();
  console.log(`${found.seals} seals over ${found.entries} entries; ${found.unsealed} not sealed yet.`);
  for (const fault of found.faults) console.log(fault);
  console.log(
    found.faults.length === 0 ? "Nothing was changed." : `${found.faults.length} seals do not hold.`,
  );
  process.exitCode = found.faults.length === 0 ? 0 : 1;
}

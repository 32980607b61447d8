import type { WithKeepsight } from "../../cli/with-keepsight.ts";
import { connectionPool, databaseFor } from "../../database/index.ts";
import { UnreadableFile } from "../../feeds/index.ts";
import { UnusableSettings } from "../../settings.ts";
import { counted, numberInWords } from "../../web/design/words.ts";
import { importPositions } from "./import-positions.ts";

/** Takes positions in; ends with 1 when rows of the file are wrong. */
export function runImportPostcodes(file: string, withKeepsight: WithKeepsight): Promise<void> {
  return withKeepsight(async (_keepsight, ownerUrl) => {
    const owners = connectionPool(ownerUrl, 1);
    const { rows, changed, without, faults } = await importPositions(databaseFor(owners, undefined), file)
      .catch((fault) => {
        throw fault instanceof UnreadableFile ? new UnusableSettings(fault.message) : fault;
      })
      .finally(() => owners.end());
    for (const { row, says } of faults) console.error(`Row ${row}: ${says}.`);
    console.log(
      `${counted(rows, "postcode")}: ${numberInWords(changed)} new or moved, ${numberInWords(without)} without a position.`,
    );
    if (faults.length > 0) process.exitCode = 1;
  });
}

import type { Command } from "commander";
import { connectionPool, databaseFor } from "../../database/index.ts";
import { UnreadableFile } from "../../feeds/index.ts";
import { UnusableSettings } from "../../settings.ts";
import { counted, numberInWords } from "../../web/design/words.ts";
import { importPositions } from "./import-positions.ts";

/** `keepsight import postcodes FILE`, a word of the import command: where postcodes lie, for the map of visits. */
export function registerImportPostcodesCommand(
  importCommand: Command,
  withKeepsight: (work: (keepsight: unknown, ownerUrl: string) => Promise<void>) => Promise<void>,
): void {
  importCommand
    .command("postcodes")
    .description("Take in where postcodes lie. The same file again changes nothing.")
    .argument(
      "<file>",
      "CSV with Postcode and Longitude, Latitude or Eastings, Northings: ONSPD, Code-Point Open",
    )
    .action((file: string) =>
      withKeepsight(async (_keepsight, ownerUrl) => {
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
      }),
    );
}

import type { Command } from "commander";
import type { WithKeepsight } from "../../cli/with-keepsight.ts";

/** `keepsight import postcodes FILE`, a word of the import command: where postcodes lie, for the map of visits. */
export function registerImportPostcodesCommand(importCommand: Command, withKeepsight: WithKeepsight): void {
  importCommand
    .command("postcodes")
    .description("Take in where postcodes lie. The same file again changes nothing.")
    .argument(
      "<file>",
      "CSV with Postcode and Longitude, Latitude or Eastings, Northings: ONSPD, Code-Point Open",
    )
    .action(async (file: string) =>
      (await import("./import-postcodes.run.ts")).runImportPostcodes(file, withKeepsight),
    );
}

import { type Command, InvalidArgumentError } from "commander";
import { countyDay, fewestChildren } from "./asked-of-county.ts";
import type { CountyOptions } from "./county.run.ts";

/** Adds `keepsight county`, which writes an invented county into a folder. */
export function registerCountyCommand(program: Command): void {
  program
    .command("county")
    .description("write the files of an invented county, and the truth about its children, to a folder")
    .requiredOption("--out <folder>", "where the files go; files of the same names are replaced")
    .option("--children <number>", "how many children", wholeNumber, 6000)
    .option("--seed <text>", "the same seed gives the same bytes", "1")
    .option("--today <day>", "the day that the county is seen on, YYYY-MM-DD", plainDay, countyDay)
    .action(async (options: CountyOptions, command: Command) =>
      (await import("./county.run.ts")).runCounty(options, command),
    );
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= fewestChildren) return number;
  throw new InvalidArgumentError(`Give a whole number of at least ${fewestChildren}.`);
}

function plainDay(text: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    throw new InvalidArgumentError("Give a day as YYYY-MM-DD, such as 2026-11-23.");
  }
}

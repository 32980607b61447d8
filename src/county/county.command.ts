import { accessSync, constants, mkdirSync } from "node:fs";
import { type Command, InvalidArgumentError } from "commander";
import { countyDay, fewestChildren, writeCounty } from "./write-county.ts";

type CountyOptions = { children: number; seed: string; out: string; today: Temporal.PlainDate };

/** Adds `keepsight county`, which writes an invented county into a folder. */
export function registerCountyCommand(program: Command): void {
  program
    .command("county")
    .description("write the files of an invented county, and the truth about its children, to a folder")
    .requiredOption("--out <folder>", "where the files go; files of the same names are replaced")
    .option("--children <number>", "how many children", wholeNumber, 6000)
    .option("--seed <text>", "the same seed gives the same bytes", "1")
    .option("--today <day>", "the day that the county is seen on, YYYY-MM-DD", plainDay, countyDay)
    .action(async (options: CountyOptions, command: Command) => {
      refuseUnwritable(options.out, command);
      const { children, missing, rows } = await writeCounty({
        ...options,
        progress: progressOf(options.children),
      });
      for (const [name, count] of Object.entries(rows)) console.log(`${name}: ${count} rows`);
      console.log(`${children} invented children in ${options.out}, ${missing} of them missing education.`);
    });
}

/** On a terminal one line that is written over; in a pipe a line each tenth of the way. */
function progressOf(children: number): (written: number) => void {
  let tenths = 0;
  return (written) => {
    const text = `${written} of ${children} children`;
    if (process.stderr.isTTY) {
      process.stderr.write(`\r${text}${written === children ? "\n" : ""}`);
      return;
    }
    const now = Math.floor((written * 10) / children);
    if (now > tenths) process.stderr.write(`${text}\n`);
    tenths = now;
  };
}

function refuseUnwritable(out: string, command: Command): void {
  try {
    mkdirSync(out, { recursive: true });
    accessSync(out, constants.W_OK);
  } catch {
    command.error(`Keepsight cannot write to ${out}. Choose another folder with --out.`);
  }
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

import { accessSync, constants } from "node:fs";
import type { Command } from "commander";
import { makeFolder } from "../make-folder.ts";
import { writeCounty } from "./write-county.ts";

export type CountyOptions = { children: number; seed: string; out: string; today: Temporal.PlainDate };

/** Writes the files and prints what is in them. */
export async function runCounty(options: CountyOptions, command: Command): Promise<void> {
  refuseUnwritable(options.out, command);
  const { children, missing, rows } = await writeCounty({
    ...options,
    progress: progressOf(options.children),
  });
  for (const [name, count] of Object.entries(rows)) console.log(`${name}: ${count} rows`);
  console.log(`${children} invented children in ${options.out}, ${missing} of them missing education.`);
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
    makeFolder(out);
    accessSync(out, constants.W_OK);
  } catch {
    command.error(`Keepsight cannot write to ${out}. Choose another folder with --out.`);
  }
}

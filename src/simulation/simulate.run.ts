import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import { dayOf } from "../calendar/index.ts";
import { opened, procedureNamed, refuse } from "../procedures/files-named.run.ts";
import { loadProcedures, type Procedure } from "../procedures/index.ts";
import { type CountyPlaces, countyPlaces, NoCounty } from "./county-places.ts";
import { type Difference, differenceInWords, differencesOf } from "./difference.ts";
import { minutesInFile } from "./minutes-per-act.ts";
import type { Numbers } from "./numbers.ts";
import { type Simulated, simulationOf } from "./simulation.ts";
import { staffingNamed } from "./staffing.ts";
import { summaryOf } from "./summary.ts";

export type Options = {
  county: string;
  from: string;
  to: string;
  against?: string;
  staff?: string;
  minutes: string;
  seed: string;
  json?: string;
  out?: string;
};

/** Prints what a year comes to, and writes the numbers and the page that were asked for. */
export async function runSimulate(file: string, options: Options, command: Command): Promise<void> {
  const files = [file, ...(options.against === undefined ? [] : [options.against])];
  const procedures = files.map((each) => holdingCases(procedureNamed(each, command), each, command));
  const staffing = options.staff === undefined ? new Map() : staffingNamed(options.staff);
  if ("mend" in staffing) return command.error(`--staff ${options.staff}: ${staffing.mend}`);
  const minutes = opened(options.minutes, "Name a file of minutes for each act.", command, () =>
    minutesInFile(options.minutes),
  );
  if ("mistakes" in minutes) return refuse(options.minutes, minutes.mistakes, command);
  const places = await countyNamed(options.county, command);
  const [from, to] = daysNamed(options, places, command);
  const shipped = loadProcedures();
  const order = { places, procedures, shipped, files, from, to, staffing, minutes, seed: options.seed };
  const simulated = await simulationOf(order, progressBetween(from, to));
  for (const line of linesOf(simulated, options)) console.log(line);
  if (options.json) written(options.json, `${JSON.stringify(simulated, undefined, 2)}\n`, command);
  if (!options.out) return;
  // The page draws with a library that no other command needs to load.
  const { simulationPage } = await import("./simulation.page.tsx");
  written(options.out, await simulationPage(simulated), command);
}

function linesOf(
  { children, lookedFor, alreadyMissing, numbers, from, to }: Simulated,
  { staff }: Options,
): string[] {
  const [first, second] = numbers;
  return [
    `${children} invented children; ${lookedFor} of them had to be looked for from ${from} to ${to}.`,
    ...(alreadyMissing > 0
      ? [`${alreadyMissing} more were missing before the lists begin, and are not lived.`]
      : []),
    ...(staff === undefined ? ["Every role has as many people as its work needs."] : []),
    ...numbers.flatMap(summaryOf),
    ...(first && second ? besideEachOther(first, second) : []),
    "The county and its chance are invented: this compares procedures, and forecasts nothing.",
  ];
}

/** Only what differs: the page and the file of numbers have everything. */
function besideEachOther(first: Numbers, second: Numbers): string[] {
  const differing = differencesOf(first, second).filter((each) => each.first !== each.second);
  if (differing.length === 0) return ["Nothing differs between the two."];
  const line = (each: Difference) =>
    `  ${each.measure}: ${each.first ?? "none"}, then ${each.second ?? "none"} (${differenceInWords(each)})`;
  return ["What differs in the second:", ...differing.map(line)];
}

function holdingCases(procedure: Procedure, file: string, command: Command): Procedure {
  if (procedure.runsWith.length === 0) return procedure;
  return command.error(
    `${file} holds no cases by itself: it runs with others, and does so here. Name an authority's procedure, such as procedures/norfolk.yaml.`,
  );
}

async function countyNamed(folder: string, command: Command): Promise<CountyPlaces> {
  try {
    return await countyPlaces(folder);
  } catch (fault) {
    if (fault instanceof NoCounty) return command.error(fault.message);
    throw fault;
  }
}

function daysNamed(
  options: Pick<Options, "from" | "to">,
  { from, until }: CountyPlaces,
  command: Command,
): [Temporal.PlainDate, Temporal.PlainDate] {
  const [first, last] = (["from", "to"] as const).map((name) => {
    try {
      return Temporal.PlainDate.from(options[name]);
    } catch {
      return command.error(`--${name} ${options[name]}: Give a day as YYYY-MM-DD, such as ${until}.`);
    }
  }) as [Temporal.PlainDate, Temporal.PlainDate];
  if (Temporal.PlainDate.compare(last, first) < 0)
    return command.error(`--to ${last} is before --from ${first}. Give the earlier day with --from.`);
  for (const day of [first, last])
    if (Temporal.PlainDate.compare(day, from) < 0 || Temporal.PlainDate.compare(day, until) > 0)
      return command.error(
        `${day} is outside the county's days. Its lists tell who left school from ${from} to ${until}; choose days between them.`,
      );
  return [first, last];
}

/** On a terminal one line that is written over; in a pipe a line each tenth of the way. */
function progressBetween(
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): (file: string, at: Temporal.Instant) => void {
  const all = from.until(to).days + 1;
  let said = "";
  return (file, at) => {
    const day = dayOf(at);
    const share = Math.min(Math.max(from.until(day).days / all, 0), 1);
    const text = process.stderr.isTTY
      ? `${file}: ${day}`
      : `${file}: ${Math.floor(share * 10)} tenths of the way`;
    if (text === said) return;
    said = text;
    process.stderr.write(process.stderr.isTTY ? `\r${text}\u001b[K${share === 1 ? "\n" : ""}` : `${text}\n`);
  };
}

function written(file: string, text: string, command: Command): void {
  try {
    writeFileSync(file, text);
  } catch {
    command.error(`Keepsight cannot write to ${file}. Choose another file in a folder that is there.`);
  }
}

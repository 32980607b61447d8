import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import { csvLine } from "../../web/csv.ts";
import { type Engine, engineFault, finderOn, sessionMinutes } from "./engines.ts";
import { groupsOf } from "./groups.ts";
import {
  type ColumnMap,
  type Finder,
  type Linked,
  type LoadedLists,
  linkLists,
  loadLists,
  readColumnMap,
  UnreadableList,
  UnusableColumnMap,
  writeLinks,
} from "./index.ts";
import type { LinkageModel } from "./linkage-model.ts";
import { deleteFolder, ownFolder } from "./own-folder.ts";
import { progress } from "./progress.ts";
import { UnusableEngine } from "./unusable-engine.ts";
import { digestOf, UnusableFolder, WorkDone } from "./work-done.ts";
import { writeGroups } from "./write-links.ts";

export type Options = {
  columns: string;
  out: string;
  model?: string;
  memory: string;
  resume?: string;
  engine: Engine;
  url?: string;
};

/** Links whole lists: `match` two, `dedupe` one by itself. */
export async function runLinkage(
  files: { left: string; right: string | undefined },
  { columns, out, model: modelFile, memory, resume, engine, url }: Options,
  command: Command,
): Promise<void> {
  for (const file of [columns, files.left, files.right])
    if (file !== undefined && !existsSync(file))
      return command.error(`${file}: There is no such file. Check its name.`);
  const megabytes = Number(memory);
  if (!Number.isInteger(megabytes) || megabytes < 100)
    return command.error(`--memory ${memory}: Give whole megabytes, 100 or more.`);
  const misfit = engineFault(engine, url);
  if (misfit !== undefined) return command.error(misfit);
  let unusable: string | undefined;
  let finder: Finder | undefined;
  const folder = ownFolder();
  const heedSignals = stoppedBySignals(folder, out, resume, engine);
  try {
    const map = readColumnMap(readFileSync(columns, "utf8"));
    const given = modelFile !== undefined && existsSync(modelFile) ? modelIn(modelFile, map) : undefined;
    const say = progress(process.stderr);
    const loader = { folder, megabytes };
    const work =
      resume === undefined ? undefined : await workDoneIn(resume, { columns, ...files }, given, engine);
    finder = url === undefined ? undefined : await finderOn(url);
    say("Reading", 0);
    const lists = await loadLists(map, { ...files, ...loader });
    const found = await linkLists(map, lists, given, say, { work, finder });
    say("Writing", 0);
    await writeLinks(lists, found.links, found.model, out, loader);
    if (modelFile !== undefined && !given)
      writeFileSync(modelFile, `${JSON.stringify(found.model, undefined, 2)}\n`);
    const groups = lists.isOneList ? await keepGroups(lists, found, out) : [];
    work?.forget();
    for (const line of [...summaryOf(lists, found, out), ...groups, ...keepRejected(files, lists, out)])
      console.log(line);
  } catch (fault) {
    if (fault instanceof UnusableColumnMap) unusable = `${columns}: ${fault.message}`;
    else if ([UnreadableList, UnusableFolder, UnusableEngine].some((kind) => fault instanceof kind))
      unusable = (fault as Error).message;
    else throw fault;
  } finally {
    await finder?.close();
    heedSignals.off();
    deleteFolder(folder);
  }
  // Only now: to say it ends the program, and what was spilt of the lists must be gone by then.
  if (unusable !== undefined) command.error(unusable);
}

/** What a run that was stopped has left in a folder, if it was the same as this one; else nothing yet. */
async function workDoneIn(
  folder: string,
  { columns, left, right }: { columns: string; left: string; right: string | undefined },
  given: LinkageModel | undefined,
  engine: Engine,
): Promise<WorkDone> {
  const { version } = JSON.parse(
    readFileSync(join(import.meta.dirname, "../../../package.json"), "utf8"),
  ) as { version: string };
  const words = [version, engine, extname(left), right && extname(right), given && JSON.stringify(given)];
  return new WorkDone(
    folder,
    await digestOf(words, [columns, left, ...(right === undefined ? [] : [right])]),
  );
}

/** Ends the run at once when it is cancelled: what it has written is whole or gone, and nothing of the lists stays. */
function stoppedBySignals(
  folder: string,
  out: string,
  resume: string | undefined,
  engine: Engine,
): { off: () => void } {
  const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
  const stop = (signal: NodeJS.Signals) => {
    deleteFolder(folder);
    rmSync(`${out}.unfinished`, { force: true });
    process.stderr.write("\nStopped. No links were written.\n");
    if (engine === "clickhouse")
      process.stderr.write(`ClickHouse forgets the lists within ${sessionMinutes} minutes.\n`);
    if (resume !== undefined) process.stderr.write(`With --resume ${resume} it goes on from here.\n`);
    process.exit(codes[signal as keyof typeof codes]);
  };
  const signals = Object.keys(codes) as (keyof typeof codes)[];
  for (const signal of signals) process.on(signal, stop);
  return {
    off: () => {
      for (const signal of signals) process.off(signal, stop);
    },
  };
}

/** Writes the groups of one list beside its links, and says how many. */
async function keepGroups(lists: LoadedLists, { links }: Linked, out: string): Promise<string[]> {
  const groups = groupsOf(lists, links);
  const file = `${out.replace(/\.(csv|parquet)$/i, "")}.groups.csv`;
  await writeGroups(lists, groups, file);
  const rows = groups.groups.reduce((sum, { length }) => sum + length, 0);
  return [
    `${rows} rows in ${groups.groups.length} groups: ${file}`,
    ...(groups.pairsApart === 0
      ? []
      : [`${groups.pairsApart} linked pairs join no groups: some of their rows may be twins.`]),
  ];
}

/** Writes the rows that could not be read beside the links, to be mended, and says so. */
function keepRejected(
  files: { left: string; right: string | undefined },
  { rejected }: LoadedLists,
  out: string,
): string[] {
  return (["left", "right"] as const).flatMap((side) => {
    const rows = rejected[side];
    if (rows.length === 0) return [];
    const file = `${out.replace(/\.(csv|parquet)$/i, "")}.${side}-rejected.csv`;
    const lines = rows.map(({ line, fault, row }) => csvLine([line, fault, row]));
    writeFileSync(file, `${csvLine(["line", "fault", "row"])}${lines.join("")}`, { mode: 0o600 });
    return [
      `${rows.length} of the rows of ${files[side]} cannot be read and are in no link. They wait in ${file}, with line and fault.`,
    ];
  });
}

const shares = z.record(z.string(), z.number().gt(0).lte(1));
const modelFileShape = z.strictObject({
  version: z.literal(1),
  fields: z.array(z.strictObject({ name: z.string(), type: z.string(), m: shares, u: shares })),
});

function modelIn(file: string, { columns }: ColumnMap): LinkageModel {
  const read = modelFileShape.safeParse(jsonIn(file));
  if (!read.success)
    throw new UnusableColumnMap(
      `The model ${file} is damaged. Name another file, and a new model is kept there.`,
    );
  const fits = (fields: readonly { name: string; type: string }[]) =>
    fields.map(({ name, type }) => `${name} (${type})`).join(", ");
  if (fits(read.data.fields) !== fits(columns))
    throw new UnusableColumnMap(
      `The model ${file} is of other columns: ${fits(read.data.fields)}. Use the map that it was learnt with, or another model file.`,
    );
  return read.data;
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function summaryOf(lists: LoadedLists, { links, rules }: Linked, out: string): string[] {
  const { left, right, isOneList } = lists;
  const byItself = links.answer.reduce((sum, answer) => sum + answer, 0);
  const compared = rules.reduce((sum, { pairs }) => sum + pairs, 0);
  return [
    isOneList ? `${left.length} rows.` : `${left.length} rows on the left, ${right.length} on the right.`,
    `${byItself} pairs linked, ${links.length - byItself} to be confirmed: ${out}`,
    compared > 0
      ? `${compared} pairs compared by ${rules.length} rules.`
      : `Nothing was compared: ${whyNothing(lists)}`,
    ...rules
      .filter(({ keysLeftOut }) => keysLeftOut > 0)
      .map(
        ({ name, keysLeftOut, pairsLeftOut }) =>
          `Left out under "${name}": ${keysLeftOut} values that too many rows share (${pairsLeftOut} pairs). Other rules still compare these rows.`,
      ),
  ];
}

/** Why no two rows were worth comparing, with the mend. */
function whyNothing({ layout, sameByValue }: LoadedLists): string {
  const named = layout.fields.map(({ name }) => name).join(", ");
  // Of a column without any value it is no number.
  const tellsApart = sameByValue.some((likelihood) => likelihood < 1);
  return tellsApart
    ? `what rows share of ${named} is shared by too many of them, or by none. Map another column, such as a date of birth or a postcode.`
    : `no column tells one row from another. All rows have the same ${named}, or none. Map a column in which they differ.`;
}

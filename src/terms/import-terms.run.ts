import type { Command } from "commander";
import { programsOwnPerson, type Viewer, viewerOf } from "../access/index.ts";
import type { WithKeepsight } from "../cli/with-keepsight.ts";
import { type Keepsight, perform } from "../context.ts";
import { databaseFor, NotAllowed } from "../database/index.ts";
import { personAt, UnreadableFile } from "../feeds/index.ts";
import { UnusableSettings } from "../settings.ts";
import { importTerms } from "./import-terms.ts";
import { readTermsFile } from "./read-terms-file.ts";
import { type TermFile, termFile } from "./term-files.store.ts";
import { placesToSendFor } from "./terms-changed.ts";
import { countsInWords, faultInWords } from "./terms-words.ts";

type Options = { as?: string; authority?: string; school?: string };

/** Takes a file of term dates in; ends with 1 when lines of it are wrong. */
export function runImportTerms(file: string, command: Command, withKeepsight: WithKeepsight): Promise<void> {
  return withKeepsight(async (keepsight) => {
    const imported = await importFileOfTerms(keepsight, file, command.optsWithGlobals<Options>());
    for (const fault of imported.faults) console.error(faultInWords(imported.unit, fault));
    console.log(countsInWords(imported));
    if (imported.faults.length > 0) process.exitCode = 1;
  });
}

async function importFileOfTerms(keepsight: Keepsight, path: string, options: Options): Promise<TermFile> {
  const viewer = await senderOf(keepsight, options.as);
  const code = await codeOf(keepsight, viewer, options);
  const fileName = path.split(/[\\/]/).at(-1) ?? path;
  const read = await readTermsFile(path).catch(inOneLine);
  const call = { viewer, act: "import-terms", request: "command" } as const;
  const fileId = await perform(keepsight, call, (context) =>
    importTerms(context, keepsight.jobs, { fileName, read, code }),
  ).catch(inOneLine);
  const imported = await termFile(databaseFor(keepsight.pool, viewer.personId), fileId);
  if (!imported) throw new Error("The file that was just taken in is not there");
  return imported;
}

async function senderOf(keepsight: Keepsight, email: string | undefined): Promise<Viewer> {
  const program = databaseFor(keepsight.pool, undefined);
  const personId = email === undefined ? await programsOwnPerson(program) : await personAt(program, email);
  const viewer = personId === undefined ? undefined : await viewerOf(program, personId);
  if (!viewer) throw new UnusableSettings(`Nobody here has the address ${email}. Correct --as.`);
  return viewer;
}

/** The code of the school or authority that the options name. */
async function codeOf(
  keepsight: Keepsight,
  viewer: Viewer,
  { school, authority }: Options,
): Promise<string | undefined> {
  const called = school ?? authority;
  if (called === undefined) return undefined;
  const places = await placesToSendFor(databaseFor(keepsight.pool, viewer.personId), viewer);
  const place = places.find(
    ({ code, name, schoolId }) =>
      (schoolId !== null) === (school !== undefined) &&
      (code === called.replace("/", "") || name.toLowerCase() === called.toLowerCase()),
  );
  if (!place)
    throw new UnusableSettings(
      school === undefined
        ? `There is no authority called ${called} whose term dates may be sent. Type its name or three-digit code.`
        : `There is no school called ${called} whose term dates may be sent. Type its LAESTAB of seven digits.`,
    );
  return place.code;
}

/** What a person can mend is said in one line. */
function inOneLine(fault: unknown): never {
  if (fault instanceof UnreadableFile) throw new UnusableSettings(fault.message);
  if (fault instanceof NotAllowed)
    throw new UnusableSettings("This person may not import term dates. Name somebody who may with --as.");
  throw fault;
}

import { Command } from "commander";

const program = new Command("keepsight")
  .description("Keeps sight of every child who is missing education.")
  .showHelpAfterError("(add --help for what can be typed)");

const opening = async () => (await import("./cli/with-keepsight.ts")).withKeepsight;

/** Adds the commands of each first word. To read the files of all takes two seconds, so only those of the word typed are read. */
const commands: Readonly<Record<string, () => Promise<void>>> = {
  start: async () => (await import("./cli/start.command.ts")).registerStartCommand(program),
  worker: async () => (await import("./cli/worker.command.ts")).registerWorkerCommand(program),
  migrate: async () => (await import("./cli/migrate.command.ts")).registerMigrateCommand(program),
  county: async () => (await import("./county/index.ts")).registerCountyCommand(program),
  import: async () => {
    const { registerImportCommand } = await import("./feeds/index.ts");
    const { registerImportTermsCommand } = await import("./terms/import-terms.command.ts");
    const { registerImportPostcodesCommand } = await import("./visits/positions/import-postcodes.command.ts");
    const { registerImportRegisterCommand } = await import("./earlier-register/import-register.command.ts");
    const lists = registerImportCommand(program, await opening());
    registerImportTermsCommand(lists, await opening());
    registerImportPostcodesCommand(lists, await opening());
    registerImportRegisterCommand(lists, await opening());
  },
  authority: async () => {
    const { registerAuthorityCommand } = await import("./authorities/authority.command.ts");
    registerAuthorityCommand(program, await opening());
  },
  published: async () => {
    const { registerPublishedCommand } = await import("./reports/published/published.command.ts");
    registerPublishedCommand(program, await opening());
  },
  register: async () => {
    const { registerRegisterCommand } = await import("./cases/register/register.command.ts");
    registerRegisterCommand(program, await opening());
  },
  audit: async () => (await import("./cli/audit.command.ts")).registerAuditCommand(program),
  obligations: async () => (await import("./cli/obligations.command.ts")).registerObligationsCommand(program),
  compare: async () => (await import("./cli/compare.command.ts")).registerCompareCommand(program),
  procedure: async () => {
    const { registerProcedureCommand } = await import("./procedures/index.ts");
    const { registerSimulateCommand } = await import("./simulation/index.ts");
    registerSimulateCommand(registerProcedureCommand(program));
  },
  match: linkage,
  dedupe: linkage,
  link: async () => {
    const { registerLinkCommand } = await import("./matching/links/link.command.ts");
    registerLinkCommand(program, await opening());
  },
  ctf: async () => (await import("./transfer-files/ctf.command.ts")).registerCtfCommand(program),
  export: wholeCopy,
  "restore-export": wholeCopy,
  "restore-drill": wholeCopy,
};

async function linkage(): Promise<void> {
  (await import("./matching/linkage/linkage.command.ts")).registerLinkageCommands(program);
}

async function wholeCopy(): Promise<void> {
  const { registerWholeCopyCommands } = await import("./whole-copy/whole-copy.command.ts");
  registerWholeCopyCommands(program, await opening());
}

// Without a word it starts. A default command would take a misspelt one for its own argument.
const typed = process.argv.length > 2 ? process.argv : [...process.argv, "start"];
const word = typed[2] ?? "";
for (const add of new Set(Object.hasOwn(commands, word) ? [commands[word]] : Object.values(commands)))
  await add?.();

try {
  await program.parseAsync(typed);
} catch (fault) {
  // What a person can mend is said in one line; anything else is a fault of ours and shows where.
  console.error((await isForeseen(fault)) ? (fault as Error).message : fault);
  process.exit(1);
}

async function isForeseen(fault: unknown): Promise<boolean> {
  const { CalendarTooShort, NoTermDates } = await import("./calendar/index.ts");
  const { UnusableDatabase } = await import("./database/index.ts");
  const { ProcedureMistakes } = await import("./procedures/index.ts");
  const { UnusableSettings } = await import("./settings.ts");
  const { UnusableCopy } = await import("./whole-copy/index.ts");
  return [
    UnusableSettings,
    UnusableDatabase,
    ProcedureMistakes,
    CalendarTooShort,
    NoTermDates,
    UnusableCopy,
  ].some((kind) => fault instanceof kind);
}

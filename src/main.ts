import { resolve } from "node:path";
import { Command } from "commander";
import { registerAuthorityCommand } from "./authorities/authority.command.ts";
import { registerRegisterCommand } from "./cases/register/register.command.ts";
import { registerAuditCommand } from "./cli/audit.command.ts";
import { registerCompareCommand } from "./cli/compare.command.ts";
import { registerMigrateCommand } from "./cli/migrate.command.ts";
import { registerObligationsCommand } from "./cli/obligations.command.ts";
import { registerStartCommand } from "./cli/start.command.ts";
import { withKeepsight } from "./cli/with-keepsight.ts";
import { registerWorkerCommand } from "./cli/worker.command.ts";
import { registerCountyCommand } from "./county/county.command.ts";
import { registerImportRegisterCommand } from "./earlier-register/import-register.command.ts";
import { registerImportCommand } from "./feeds/import.command.ts";
import { registerLinkageCommands } from "./matching/linkage/linkage.command.ts";
import { registerLinkCommand } from "./matching/links/link.command.ts";
import { registerProcedureCommand } from "./procedures/procedure.command.ts";
import { registerPublishedCommand } from "./reports/published/published.command.ts";
import { registerSimulateCommand } from "./simulation/simulate.command.ts";
import { registerImportTermsCommand } from "./terms/import-terms.command.ts";
import { registerCtfCommand } from "./transfer-files/ctf.command.ts";
import { registerImportPostcodesCommand } from "./visits/positions/import-postcodes.command.ts";
import { registerWholeCopyCommands } from "./whole-copy/whole-copy.command.ts";

const program = new Command("keepsight")
  .description("Keeps sight of every child who is missing education.")
  .showHelpAfterError("(add --help for what can be typed)");

// A .command.ts says what can be typed, and reads the .run.ts that does it only when it is: to read the files of all takes two seconds.
registerStartCommand(program);
registerWorkerCommand(program);
registerMigrateCommand(program);
registerCountyCommand(program);
const lists = registerImportCommand(program, withKeepsight);
registerImportTermsCommand(lists, withKeepsight);
registerImportPostcodesCommand(lists, withKeepsight);
registerImportRegisterCommand(lists, withKeepsight);
registerAuthorityCommand(program, withKeepsight);
registerPublishedCommand(program, withKeepsight);
registerRegisterCommand(program, withKeepsight);
registerAuditCommand(program);
registerObligationsCommand(program);
registerCompareCommand(program);
registerSimulateCommand(registerProcedureCommand(program));
registerLinkageCommands(program);
registerLinkCommand(program, withKeepsight);
registerCtfCommand(program);
registerWholeCopyCommands(program, withKeepsight);

try {
  // Without a word it starts. A default command would take a misspelt one for its own argument.
  await program.parseAsync(process.argv.length > 2 ? process.argv : [...process.argv, "start"]);
} catch (fault) {
  // What a person can mend is said in one line; anything else is a fault of ours and shows where.
  console.error((await isForeseen(fault)) ? (fault as Error).message : (ofTypedFile(fault) ?? fault));
  process.exit(1);
}

/** What is wrong with a file or folder that was typed, in one line; undefined for every other fault. */
function ofTypedFile(fault: unknown): string | undefined {
  const { code = "", path, syscall = "" } = fault as NodeJS.ErrnoException;
  const typed = process.argv.slice(2);
  // A folder is opened like a file, and what reads it does not know its name any more.
  const place = path ?? (code === "EISDIR" ? typed.at(-1) : undefined);
  if (!place || !typed.some((word) => resolve(place).startsWith(resolve(word)))) return undefined;
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: "it is not there",
    EISDIR: "it is a folder",
    ENOTDIR: "a part of its path is a file",
    EACCES: "Keepsight may not",
    EPERM: "Keepsight may not",
    ENOSPC: "the disk is full",
    EROFS: "the disk is read only",
  };
  const verb = ["open", "read", "scandir", "lstat", "stat"].includes(syscall) ? "read" : "write to";
  const reason = reasons[code];
  return reason && `Keepsight cannot ${verb} ${place}: ${reason}. Check its name and rights.`;
}

/** Asks the most frequent kind first: to read the files of all takes a second. */
async function isForeseen(fault: unknown): Promise<boolean> {
  if (fault instanceof (await import("./settings.ts")).UnusableSettings) return true;
  const { CalendarTooShort, NoTermDates } = await import("./calendar/index.ts");
  const { UnusableDatabase } = await import("./database/index.ts");
  const { ProcedureMistakes } = await import("./procedures/index.ts");
  const { UnusableCopy } = await import("./whole-copy/index.ts");
  return [UnusableDatabase, ProcedureMistakes, CalendarTooShort, NoTermDates, UnusableCopy].some(
    (kind) => fault instanceof kind,
  );
}

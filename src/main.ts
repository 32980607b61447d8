import { Command } from "commander";
import { CalendarTooShort, NoTermDates } from "./calendar/index.ts";
import { registerRegisterCommand } from "./cases/register/register.command.ts";
import { registerAuditCommand } from "./cli/audit.command.ts";
import { registerCompareCommand } from "./cli/compare.command.ts";
import { registerMigrateCommand } from "./cli/migrate.command.ts";
import { registerObligationsCommand } from "./cli/obligations.command.ts";
import { registerStartCommand } from "./cli/start.command.ts";
import { withKeepsight } from "./cli/with-keepsight.ts";
import { registerWorkerCommand } from "./cli/worker.command.ts";
import { registerCountyCommand } from "./county/index.ts";
import { UnusableDatabase } from "./database/index.ts";
import { registerImportCommand } from "./feeds/index.ts";
import { registerLinkageCommands } from "./matching/linkage/linkage.command.ts";
import { registerLinkCommand } from "./matching/links/link.command.ts";
import { ProcedureMistakes, registerProcedureCommand } from "./procedures/index.ts";
import { UnusableSettings } from "./settings.ts";
import { registerSimulateCommand } from "./simulation/index.ts";
import { registerImportTermsCommand } from "./terms/import-terms.command.ts";
import { registerCtfCommand } from "./transfer-files/ctf.command.ts";
import { registerImportPostcodesCommand } from "./visits/positions/import-postcodes.command.ts";
import { UnusableCopy } from "./whole-copy/index.ts";
import { registerWholeCopyCommands } from "./whole-copy/whole-copy.command.ts";

const program = new Command("keepsight")
  .description("Keeps sight of every child who is missing education.")
  .showHelpAfterError("(add --help for what can be typed)");
registerStartCommand(program);
registerWorkerCommand(program);
registerMigrateCommand(program);
registerCountyCommand(program);
const importCommand = registerImportCommand(program, withKeepsight);
registerImportTermsCommand(importCommand, withKeepsight);
registerImportPostcodesCommand(importCommand, withKeepsight);
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
  const foreseen = [
    UnusableSettings,
    UnusableDatabase,
    ProcedureMistakes,
    CalendarTooShort,
    NoTermDates,
    UnusableCopy,
  ].some((kind) => fault instanceof kind);
  console.error(foreseen ? (fault as Error).message : fault);
  process.exit(1);
}

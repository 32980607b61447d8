import type { Command } from "commander";
import { authorityCalled, programsOwnPerson, viewerOf } from "../../access/index.ts";
import { type Keepsight, readingContext } from "../../context.ts";
import { databaseFor, NotFound } from "../../database/index.ts";
import { UnusableSettings } from "../../settings.ts";
import { registerLines } from "./register-csv.ts";

/** `keepsight register`: the register as CSV, today's or a past day's, for those who look after the server. */
export function registerRegisterCommand(
  program: Command,
  withKeepsight: (work: (keepsight: Keepsight) => Promise<void>) => Promise<void>,
): void {
  program
    .command("register")
    .description("Print the register of an authority as CSV.")
    .requiredOption("--authority <name>", "the authority's name or three-digit code")
    .option("--as-at <day>", "a past day, such as 2026-10-01: the register as it was known at its end")
    .option("--closed", "the closed cases")
    .action((options: { authority: string; asAt?: string; closed?: boolean }) =>
      withKeepsight(async (keepsight) => {
        const programDatabase = databaseFor(keepsight.pool, undefined);
        const viewer = await viewerOf(programDatabase, await programsOwnPerson(programDatabase));
        if (!viewer) throw new NotFound();
        const authorityId = await authorityCalled(programDatabase, options.authority);
        if (authorityId === undefined)
          throw new UnusableSettings(
            `There is no authority called ${options.authority}. Type its name or three-digit code.`,
          );
        const context = readingContext(keepsight, viewer, "command line");
        const today = context.now.toZonedDateTimeISO("Europe/London").toPlainDate();
        const past = pastMoment(options.asAt);
        const asked = { authorityId, now: past ?? context.now, today, filter: { closed: options.closed } };
        for await (const part of registerLines(context, asked, past)) {
          await context.recorded();
          process.stdout.write(part);
        }
      }),
    );
}

function pastMoment(day: string | undefined): Temporal.Instant | undefined {
  if (day === undefined) return undefined;
  try {
    return Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime("Europe/London").toInstant();
  } catch {
    throw new UnusableSettings(`${day} is not a day. Write it as 2026-10-01.`);
  }
}

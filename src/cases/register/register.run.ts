import { authorityCalled, programsOwnPerson, viewerOf } from "../../access/index.ts";
import type { WithKeepsight } from "../../cli/with-keepsight.ts";
import { readingContext } from "../../context.ts";
import { databaseFor, NotFound } from "../../database/index.ts";
import { UnusableSettings } from "../../settings.ts";
import { registerLines } from "./register-csv.ts";

/** Prints the register, today's or a past day's, a part at a time. */
export function runRegister(
  options: { authority: string; asAt?: string; closed?: boolean },
  withKeepsight: WithKeepsight,
): Promise<void> {
  return withKeepsight(async (keepsight) => {
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
  });
}

function pastMoment(day: string | undefined): Temporal.Instant | undefined {
  if (day === undefined) return undefined;
  try {
    return Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime("Europe/London").toInstant();
  } catch {
    throw new UnusableSettings(`${day} is not a day. Write it as 2026-10-01.`);
  }
}

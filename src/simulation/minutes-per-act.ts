import { z } from "zod";
import {
  type Mistake,
  type ProcedureAct,
  procedureActs,
  readWords,
  textOfFile,
} from "../procedures/index.ts";

/** How long the work takes: minutes of a day that a person has for it, and minutes for each act. */
export type MinutesPerAct = { minutesADay: number; acts: Readonly<Record<ProcedureAct, number>> };

const minutes = z.number("Write a number of minutes.").min(0.5, "Write at least half a minute.").max(6000);
const names = Object.keys(procedureActs) as [ProcedureAct, ...ProcedureAct[]];
const shape = z
  .strictObject({
    "minutes-a-day": minutes.max(600, "Write at most 600 minutes a day."),
    acts: z.strictObject(
      Object.fromEntries(names.map((name) => [name, minutes])) as Record<ProcedureAct, typeof minutes>,
    ),
  })
  .transform(({ "minutes-a-day": minutesADay, acts }): MinutesPerAct => ({ minutesADay, acts }));

/** Reads a file of minutes, or every mistake in it by line, field and mend. Throws what `openSync` throws. */
export function minutesInFile(file: string): MinutesPerAct | { mistakes: readonly Mistake[] } {
  const text = textOfFile(file, 100_000);
  return typeof text === "string" ? readWords(text, shape) : text;
}

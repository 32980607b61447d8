import { z } from "zod";
import { largestId } from "../../web/asked.ts";
import { choices, optionalDay } from "../../web/design/index.ts";

const person = z.coerce.number().int().positive().max(largestId);
const reason = z.string().max(2000);

/** Why a record is restricted, and who keeps sight of it. */
export const restrictForm = z.object({ reason, people: choices(person) });
export const restrictNames = { reason: "why the record is restricted" };

/** Why a restriction is lifted. */
export const liftForm = z.object({ reason });
export const liftNames = { reason: "why the restriction is lifted" };

/** Who gets leave, until when, and what for. `today`: it lasts that day at least. */
export const leaveForm = (today: Temporal.PlainDate) =>
  z.object({
    person,
    until: optionalDay("last day", { from: { day: today, called: "today" } }),
    why: reason,
  });
export const leaveNames = { person: "who gets leave", why: "what they need the record for" };

/** Whose leave ends. */
export const endForm = z.object({ person });

import { z } from "zod";
import { day, optionalDay } from "../web/design/date-fields.ts";
import { choices } from "../web/design/read-form.ts";
import { type Fault, faults } from "./inspection.ts";

export const planForm = z.object({ plannedOn: day("day of the inspection") });

/** What an inspection found: without a fault there is nothing to put right, with one there is a day. */
export const foundForm = (today: Temporal.PlainDate) =>
  z
    .object({
      inspectedOn: day("day of the inspection", { upTo: today }),
      inspector: z.string().max(200),
      faults: choices(z.enum(Object.keys(faults) as [Fault])),
      findings: z.string().max(4000).default(""),
      mendBy: optionalDay("day by which the school puts it right"),
    })
    .transform((found, context) => {
      if (found.faults.length > 0 && !found.mendBy)
        for (const part of ["day", "month", "year"])
          context.addIssue({
            code: "custom",
            message: "Enter the day by which the school puts it right",
            path: ["mendBy", part],
          });
      return { ...found, mendBy: found.faults.length > 0 ? (found.mendBy ?? null) : null };
    });
export const foundNames = { inspector: "who inspected the registers" };

export const followUpForm = (today: Temporal.PlainDate) =>
  z.object({
    followedOn: day("day of the follow-up", { upTo: today }),
    words: z.string().max(2000),
    settled: z.enum(["yes", "no"]).transform((word) => word === "yes"),
  });
export const followUpNames = { words: "what was found", settled: "if all is put right" };

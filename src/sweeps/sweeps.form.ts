import { z } from "zod";
import { postcodeFaultOf, readPostcode } from "../children/index.ts";
import { day, optionalDay } from "../web/design/date-fields.ts";
import type { ChildMet } from "./meet-child.ts";
import { actions, audiences, type SweepAction, type SweepStatus, statuses } from "./sweep.ts";

export const planForm = z.object({
  areaId: z.coerce.number().int().positive().max(2_147_483_647),
  plannedOn: day("day of the sweep"),
  place: z.string().max(200),
  partners: z.string().max(300).default(""),
});
export const planNames = { areaId: "the area", place: "where in the area" };

/** A child who is met: the name at least. */
export const metForm = (today: Temporal.PlainDate) =>
  z
    .object({
      forename: z.string().max(100),
      surname: z.string().max(100),
      dateOfBirth: optionalDay("date of birth", { upTo: today }),
      age: z.string().max(20).default(""),
      sex: z.enum(["F", "M"]).optional(),
      postcode: z.string().max(10).optional(),
      schoolSaid: z.string().max(200).default(""),
      reasonSaid: z.string().max(500).default(""),
    })
    .transform(({ sex, postcode, dateOfBirth, ...met }, context): ChildMet => {
      const fault = postcode ? postcodeFaultOf(postcode) : undefined;
      if (fault) context.addIssue({ code: "custom", message: fault, path: ["postcode"] });
      return {
        ...met,
        ...{ sex: sex ?? null, dateOfBirth: dateOfBirth ?? null },
        postcode: postcode ? (readPostcode(postcode) ?? null) : null,
      };
    });
export const metNames = { forename: "the first name", surname: "the surname" };

export const outcomeForm = z.object({
  status: z.enum(Object.keys(statuses) as [SweepStatus]),
  action: z.enum(Object.keys(actions) as [SweepAction]),
  note: z.string().max(1000).default(""),
});
export const outcomeNames = { status: "how the child is educated", action: "what was done" };

export const shareForm = z.object({
  audience: z.enum(Object.keys(audiences) as [keyof typeof audiences]),
  lawfulBasis: z.string().max(300),
});
export const shareNames = { audience: "with whom", lawfulBasis: "the lawful basis" };

import { z } from "zod";
import { type AgencyKind, agencyKinds } from "./contact.ts";

const kinds = Object.keys(agencyKinds) as AgencyKind[];

/** How somebody is reached, as it is typed. */
export const reachedForm = z.object({
  area: z.coerce.number().int().positive().max(2_147_483_647).optional(),
  askFor: z.string().max(120).optional(),
  email: z.email({ error: "Enter an e-mail address like desk@example.gov.uk" }).max(200).optional(),
  phone: z.string().max(60).optional(),
});

/** Somebody new: an agency with its kind and name, another authority, or a school. */
export const newEntryForm = z
  .object({
    who: z.enum(["agency", "authority", "school"], { error: "Choose who it is" }),
    kind: z.enum(kinds).optional(),
    name: z.string().max(120).optional(),
    authority: z.coerce.number().int().positive().max(2_147_483_647).optional(),
    school: z.string().max(200).optional(),
  })
  .superRefine(({ who, kind, name, authority, school }, context) => {
    const refuse = (field: string, message: string) =>
      context.addIssue({ code: "custom", message, path: [field] });
    if (who === "agency" && !kind) refuse("kind", "Choose what kind of agency it is");
    if (who === "agency" && !name) refuse("name", "Enter the name of the agency");
    if (who === "authority" && !authority) refuse("authority", "Choose the council");
    if (who === "school" && !school) refuse("school", "Enter the name or number of the school");
  })
  .and(reachedForm);

import { z } from "zod";
import { type EditableFields, editableFields } from "./visit-request.ts";

const words = z.string().max(4000).default("");

/** Form CME4 as the officer sends it. [D04] */
export const visitRequestForm = z
  .object({
    ...(Object.fromEntries(editableFields.map((field) => [field, words])) as Record<
      keyof EditableFields,
      typeof words
    >),
    address: z.string({ error: "Enter the address that the area is to visit" }).max(4000),
    urgent: z.enum(["yes", "no"], { error: "Choose how soon the area must visit" }),
    area: z.coerce.number({ error: "Choose the area that is to visit" }).int(),
  })
  .transform(({ urgent, area, ...fields }) => ({ ...fields, urgent: urgent === "yes", areaId: area }));

import { z } from "zod";
import { tidyUpn } from "../children/index.ts";
import type { Identity } from "../matching/index.ts";
import { largestId } from "../web/asked.ts";
import { optionalDay } from "../web/design/index.ts";
import type { ways } from "./lost-pupil.ts";

const words = z.string().max(1000);
const name = z.string().max(100).default("");

/** What an officer searches the store for. */
export const searchForm = z
  .object({
    forename: name,
    surname: name,
    formerSurname: name,
    born: optionalDay("date of birth"),
    sex: z.enum(["F", "M"]).optional().catch(undefined),
    upn: z.string().max(20).optional(),
  })
  .refine(
    ({ forename, surname, formerSurname, born, upn }) => forename || surname || formerSurname || born || upn,
    {
      error: "Enter a name, a date of birth or a UPN",
      path: ["surname"],
    },
  );

/** What was typed as the child sought; what was left empty counts neither way. */
export function soughtIn({
  forename,
  surname,
  formerSurname,
  born,
  sex,
  upn,
}: z.output<typeof searchForm>): Identity {
  return {
    ...{ forename, surname, middleNames: "", otherForename: "", otherSurname: formerSurname },
    ...{
      dateOfBirth: born ?? null,
      sex: sex ?? null,
      upn: upn ? tidyUpn(upn) : null,
      formerUpn: null,
      postcode: null,
    },
  };
}

/** Why a file is put into the store, and when School to School lets it go. */
export function sendForm(offered: readonly (keyof typeof ways)[]) {
  return z.object({
    came: z.enum(offered, { error: "Say why the file is put here" }),
    agesOut: optionalDay("day on which School to School lets it go"),
  });
}

/** Where a file is handed to: a match, a school by its number, or outside. */
export const handOverForm = z
  .object({
    to: z.string({ error: "Choose who gets the file" }).max(40),
    laestab: z.string().max(20).optional(),
    outside: words.optional(),
  })
  .superRefine(({ to, laestab, outside }, context) => {
    if (to === "school" && !/^\d{3}[ /]?\d{4}$/.test(laestab ?? ""))
      context.addIssue({
        code: "custom",
        message: "Enter the school's seven-digit number",
        path: ["laestab"],
      });
    if (to === "outside" && !outside)
      context.addIssue({ code: "custom", message: "Say who got the file, and how", path: ["outside"] });
    if (!/^(school|outside|match-\d{1,15})$/.test(to))
      context.addIssue({ code: "custom", message: "Choose who gets the file", path: ["to"] });
  });

export const deletionForm = z.object({
  arrival: words.min(1, { error: "Say how you know that it has arrived" }),
});
export const arrivalNames = { arrival: "how you know that it has arrived" };
export const withdrawForm = z.object({ why: words.min(1, { error: "Say why" }) });
export const whyNames = { why: "why" };
export const notTheChildForm = z.object({
  match: z.coerce.number().int().positive().max(largestId),
  why: words,
});
export const requestForm = z.object({
  pupil: z.coerce
    .number({ error: "Choose the pupil" })
    .int()
    .positive({ error: "Choose the pupil" })
    .max(largestId),
});
export const makeForm = z.object({
  leaver: z.coerce
    .number({ error: "Choose the pupil" })
    .int()
    .positive({ error: "Choose the pupil" })
    .max(largestId),
  destination: z.enum(["XXXXXXX", "MMMMMMM"], { error: "Say where the pupil went" }),
});

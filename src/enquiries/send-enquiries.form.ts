import { z } from "zod";
import { choices } from "../web/design/index.ts";
import { type Disclosable, disclosable, lawfulBases } from "./enquiry.ts";

/** Whom to ask, what, with how much disclosed, and why that is lawful. [E01, G01] */
export const sendEnquiriesForm = z.object({
  authority: z.coerce.number().int().optional(),
  agencies: choices(z.coerce.number().int()),
  /** All agencies that serve an area; 0 is all those that serve the whole authority. */
  serving: choices(z.coerce.number().int()),
  school: z.string().max(200).optional(),
  question: z.string({ error: "Enter the question" }).max(1000),
  disclose: choices(z.enum(Object.keys(disclosable) as Disclosable[])).refine(
    (chosen) => chosen.includes("name"),
    "Tick at least the name: without it nobody can answer",
  ),
  basis: z.enum(lawfulBases, { error: "Choose why the law lets you share this" }),
});

/** The agencies that were ticked one by one, and all those of the areas that were ticked whole. */
export function agenciesChosen(
  { agencies, serving }: Pick<z.output<typeof sendEnquiriesForm>, "agencies" | "serving">,
  known: readonly { id: number; areaId: number | null }[],
): number[] {
  const whole = known.filter(({ areaId }) => serving.includes(areaId ?? 0)).map(({ id }) => id);
  return [...new Set([...agencies, ...whole])];
}

/** The school that somebody typed or picked: by its number, or by a name that no other school has. */
export function schoolTyped<School extends { laestab: string; name: string }>(
  typed: string,
  schools: readonly School[],
): School | undefined {
  const number = /\b(\d{3})\s?(\d{4})\b/.exec(typed);
  if (number) return schools.find(({ laestab }) => laestab === `${number[1]}${number[2]}`);
  const named = schools.filter(({ name }) => name.toLowerCase() === typed.trim().toLowerCase());
  return named.length === 1 ? named[0] : undefined;
}

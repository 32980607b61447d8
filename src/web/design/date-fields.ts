import { z } from "zod";
import { dayInWords } from "./words.ts";

const parts = ["day", "month", "year"] as const;
type Part = (typeof parts)[number];

/** What the three inputs of a date still want, in words that follow "The date of birth must", and of which of them. */
export interface DateWanted {
  readonly must: string;
  readonly of: readonly Part[];
}

/**
 * The day typed into the inputs `name-day`, `name-month` and `name-year`; undefined if all three are empty.
 * A month may be a number or a word: 3, March, mar.
 */
export function readDateFields(body: object, name: string): Temporal.PlainDate | DateWanted | undefined {
  const fields: Readonly<Record<string, unknown>> = { ...body };
  return dayOf(parts.map((part) => String(fields[`${name}-${part}`] ?? "").trim()));
}

/** Between which days a date may lie: from the first, and what that is called, up to the last. */
interface DateBounds {
  readonly from?: { readonly day: Temporal.PlainDate; readonly called: string };
  readonly upTo?: Temporal.PlainDate | undefined;
}

/**
 * A date's three inputs in a form's schema. `what` names it in the middle of a sentence ("date of birth");
 * `upTo` is the last day that it may be, which is today for what has already happened.
 */
export function day(what: string, bounds: DateBounds = {}) {
  return optionalDay(what, bounds)
    .transform((read, context): Temporal.PlainDate => {
      if (read) return read;
      for (const part of parts)
        context.addIssue({ code: "custom", message: `Enter the ${what}`, path: [part] });
      return z.NEVER;
    })
    .meta({ ...dayToSystems, description: what, wanted: true });
}

/** As `day`, for a date that need not be given. */
export function optionalDay(what: string, bounds: DateBounds = {}) {
  return inputs
    .transform((fields, context): Temporal.PlainDate | undefined => {
      const read = dayOf(parts.map((part) => fields[part]));
      const wanted = read && (read instanceof Temporal.PlainDate ? outside(read, bounds) : read);
      if (read === undefined || (read instanceof Temporal.PlainDate && !wanted)) return read;
      for (const part of wanted?.of ?? []) {
        context.addIssue({ code: "custom", message: `The ${what} must ${wanted?.must}`, path: [part] });
      }
      return z.NEVER;
    })
    .meta(dayToSystems);
}

/** How a day stands in the description of the interface: another system sends it whole. */
const dayToSystems = { type: "string", format: "date" } as const;

const inputs = z.preprocess(
  (sent) => (typeof sent === "string" ? partsOf(sent) : (sent ?? {})),
  z.object({ day: z.string().default(""), month: z.string().default(""), year: z.string().default("") }),
);

/** The parts of a day that another system sends whole, such as 2016-03-27; of anything else it is the day that is wrong. */
function partsOf(sent: string): Record<Part, string> {
  const [, year = "", month = "", day = ""] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(sent) ?? [];
  return { day: day || sent, month: month || "0", year: year || "0000" };
}

function outside(read: Temporal.PlainDate, { from, upTo }: DateBounds): DateWanted | undefined {
  if (upTo && Temporal.PlainDate.compare(read, upTo) > 0)
    return { must: "be today or in the past", of: parts };
  if (from && Temporal.PlainDate.compare(read, from.day) < 0)
    return { must: `be on or after ${from.called}, ${dayInWords(from.day)}`, of: parts };
  return undefined;
}

function dayOf(typed: readonly string[]): Temporal.PlainDate | DateWanted | undefined {
  const empty = parts.filter((_, index) => !typed[index]);
  if (empty.length === parts.length) return undefined;
  if (empty.length > 0) return { must: `include a ${empty.join(" and ")}`, of: empty };
  const [dayTyped = "", monthTyped = "", yearTyped = ""] = typed;
  if (!/^\d{4}$/.test(yearTyped)) return { must: "have a year of 4 numbers, like 2016", of: ["year"] };
  const date = { day: wholeNumber(dayTyped), month: monthNumber(monthTyped), year: Number(yearTyped) };
  try {
    return Temporal.PlainDate.from(date, { overflow: "reject" });
  } catch {
    return { must: "be a real date, like 27 3 2016", of: parts };
  }
}

function wholeNumber(typed: string): number {
  return /^\d{1,2}$/.test(typed) ? Number(typed) : 0;
}

function monthNumber(typed: string): number {
  const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
  return wholeNumber(typed) || months.indexOf(typed.slice(0, 3).toLowerCase()) + 1;
}

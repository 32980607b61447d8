import { factInWords } from "../cases/index.ts";
import { dayInWords, momentInWords } from "../web/design/words.ts";

/** A row of the record as the database keeps it. */
export type Held = { part: string; held: Record<string, unknown> };

/** Parts that are about others by their nature, and who those are. */
const aboutOthers: Readonly<Record<string, string>> = {
  carers: "A parent or carer",
  child_supports: "A member of staff of another service",
  safeguarding_assessments: "Whoever raised the concern",
  safeguarding_decisions: "Whoever raised the concern",
  safeguarding_replies: "Social care",
  protection_steps: "Social care",
  return_interview_accounts: "People whom the child named",
  referrals: "Whoever made the report",
  referral_originals: "Whoever made the report",
  enquiry_answers: "Whoever answered",
  answer_links: "Whoever was asked",
  unofficial_exclusions: "Whoever told of it",
  glass_breaks: "A member of staff",
  restricted_leave: "A member of staff",
  child_restrictions: "Whoever might do harm",
  lost_pupil_matches: "Perhaps another pupil",
  list_links: "Perhaps another pupil",
  second_records: "Perhaps another pupil",
  searches: "Perhaps other children",
  rejected_rows: "Perhaps another pupil",
  drafts: "Whoever is named in it",
};

/** A row in words, and whom besides the child it may be about. `others`: names of people on the record. */
export function lineOf(
  { part, held }: Held,
  others: readonly string[],
): { part: string; words: string; thirdParty: string } {
  const words = part === "case_facts" ? factLine(held) : fieldsInWords(held);
  const named = others.filter((name) => words.toLowerCase().includes(name.toLowerCase()));
  const neighbours = part === "visits" && held["neighbours"] ? ["Neighbours"] : [];
  return { part, words, thirdParty: [aboutOthers[part], ...neighbours, ...named].filter(Boolean).join(", ") };
}

/** A fact of the chronology as the page says it, with any words that were written down. */
function factLine(held: Record<string, unknown>): string {
  const when = momentInWords(Temporal.Instant.from(String(held["happened_at"]).replace(" ", "T")));
  try {
    const { title, says } = factInWords(held as Parameters<typeof factInWords>[0]);
    return `${when}: ${title}. ${says}`.trim();
  } catch {
    // A fact whose details are not as they would be written today is told as it stands.
    return `${when}: ${fieldsInWords(held)}`;
  }
}

/** What tells a person nothing: numbers of rows, who typed it, copies that are made for searching, and what is sealed. */
const unsaid =
  /(^id$|_id$|_key$|^made_at$|^restricted$|^version$|^procedure|^reading$|^started_by$|^replaces$|^next_|^obligation$|^late_tell$|^act$|^sealed$|^carried$)/;

function fieldsInWords(held: Record<string, unknown>): string {
  return Object.entries(held)
    .filter(
      ([name, value]) =>
        !unsaid.test(name) && !isNothing(value) && !(name.endsWith("_by") && typeof value === "number"),
    )
    .map(([name, value]) => `${label(name)}: ${valueInWords(value).replace(/\.$/, "")}`)
    .join(". ");
}

function isNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === "" || value === false) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

function label(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll(/[_-]/g, " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function valueInWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueInWords).join("; ");
  if (typeof value === "object" && value !== null)
    return Object.entries(value)
      .filter(([name, each]) => !isNothing(each) && !/Id$/.test(name))
      .map(([name, each]) => `${label(name).toLowerCase()} ${valueInWords(each)}`)
      .join(", ");
  const text = String(value);
  if (value === true) return "yes";
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(\+00:00|Z)$/.test(text)) return momentInWords(Temporal.Instant.from(text));
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return dayInWords(Temporal.PlainDate.from(text));
  // A word of a closed list.
  return /^[a-z]+(-[a-z]+)+$/.test(text) ? text.replaceAll("-", " ") : text;
}

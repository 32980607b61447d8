import { parseDocument } from "yaml";
import { z } from "zod";
import { type Reason, reasons } from "../children/index.ts";
import { UnusableSettings } from "../settings.ts";

/** What a row can say, by the words of the map, and headings under which people keep it. */
export const fields = {
  reference: ["reference", "ref", "case ref", "case number", "id"],
  forename: ["forename", "first name", "given name"],
  surname: ["surname", "last name", "family name"],
  "date-of-birth": ["date of birth", "dob", "born"],
  sex: ["sex", "gender"],
  upn: ["upn"],
  address: ["address", "last known address", "home address"],
  postcode: ["postcode", "post code"],
  carer: ["parent", "carer", "parent or carer", "parent/carer"],
  "carer-phone": ["parent phone", "telephone", "phone", "contact number"],
  school: ["school", "last school", "previous school"],
  area: ["area", "district", "team"],
  "missing-since": ["missing since", "cme since", "date missing"],
  "last-attended": ["last attended", "last day attended", "leaving date"],
  "received-on": ["referred on", "date referred", "referral date", "date received"],
  reason: ["reason", "cme reason"],
  status: ["status", "case status", "open or closed"],
} as const;

export type FieldOfRow = keyof typeof fields;
const names = Object.keys(fields) as [FieldOfRow, ...FieldOfRow[]];

/** What the columns of a spreadsheet are called, and what its words mean. */
export type RegisterMap = {
  columns: Partial<Record<FieldOfRow, string>>;
  /** The words of the status column that say that a case is over, folded. */
  closed: ReadonlySet<string>;
  /** Reasons by the spreadsheet's words, folded. */
  reasons: ReadonlyMap<string, Reason>;
};

const reasonWords = Object.keys(reasons) as [Reason, ...Reason[]];
const mapFile = z.strictObject({
  columns: z
    .partialRecord(z.enum(names), z.string().trim().min(1))
    .refine((columns) => columns.forename && columns.surname, {
      message: "Name at least the columns forename and surname.",
    }),
  closed: z.array(z.string()).default([]),
  reasons: z.record(z.string(), z.enum(reasonWords)).default({}),
});

/** Reads a map. Throws UnusableSettings in one line that says what to mend. */
export function readRegisterMap(text: string, path: string): RegisterMap {
  const document = parseDocument(text, { prettyErrors: true });
  const [broken] = document.errors;
  if (broken) throw new UnusableSettings(`${path}: ${broken.message.split("\n")[0]}`);
  const read = mapFile.safeParse(document.toJS());
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new UnusableSettings(`${path}, ${issue?.path.join(" ") || "the map"}: ${issue?.message}`);
  }
  const { columns, closed, reasons: meanings } = read.data;
  return {
    columns: Object.fromEntries(Object.entries(columns).filter(([, heading]) => heading !== undefined)),
    closed: new Set(closed.map(folded)),
    reasons: new Map(Object.entries(meanings).map(([words, reason]) => [folded(words), reason])),
  };
}

/** Capitals and what stands around a word tell nothing apart in a spreadsheet that many people kept. */
export function folded(words: string): string {
  return words.trim().toLowerCase().replace(/\s+/g, " ");
}

/**
 * A map to begin with: each field with the heading that it seems to stand under, the others as remarks, and every heading of the file, so that
 * nobody needs to type one.
 */
export function suggestedMap(header: readonly string[]): string {
  const found = names.map((field) => {
    const heading = header.find((each) => (fields[field] as readonly string[]).includes(folded(each)));
    return heading === undefined ? `  # ${field}:` : `  ${field}: ${JSON.stringify(heading)}`;
  });
  return [
    "# Which heading of the spreadsheet stands for what. Forename and surname must be there; leave out what it does not have.",
    `# Its headings: ${header.map((each) => JSON.stringify(each)).join(", ")}`,
    "columns:",
    ...found,
    "# The words under status that say that a case is over. Those rows are counted and left out: nothing here would prove how they ended.",
    'closed: ["Closed"]',
    '# What the words under reason mean. Words that do not stand here are kept, and the reason is "not known".',
    `# ${reasonWords.join(", ")}`,
    "reasons: {}",
    "",
  ].join("\n");
}

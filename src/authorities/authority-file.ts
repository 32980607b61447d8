import { parseDocument } from "yaml";
import { z } from "zod";
import { roles } from "../access/index.ts";
import { UnusableSettings } from "../settings.ts";

const code = z.string().regex(/^\d{3}$/, 'Write the three-digit code in quotation marks, such as "926".');
const word = z.string().trim().min(1, "Write it.");
const day = z.iso.date("Write a day such as 2026-11-30.");

const authority = {
  code,
  name: word,
  initials: z
    .string()
    .regex(/^[A-Z]{2}$/, "Write two capitals. Every reference begins with them: NK-C-000001."),
  procedure: word,
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/, "Write six digits after #, in small letters, such as #1d4f5c.")
    .default("#1d4f5c"),
};

const person = z.strictObject({
  name: word,
  email: z.email("Write an e-mail address."),
  role: z.enum(roles),
  /** Where the post is, for a role that is of an area, a school or an agency. */
  area: word.optional(),
  school: z
    .string()
    .regex(/^\d{7}$/, "Write the school's seven-digit number in quotation marks.")
    .optional(),
  agency: word.optional(),
  /** The last day of the post. */
  until: day.optional(),
});

const file = z.strictObject({
  authority: z.strictObject(authority),
  areas: z.array(word).default([]),
  agencies: z.array(z.strictObject({ kind: word, name: word })).default([]),
  people: z.array(person).default([]),
  "other-authorities": z.array(z.strictObject(authority)).default([]),
});

/** What an authority is, as whoever looks after the server writes it down. */
export type AuthorityFile = z.output<typeof file>;
export type PersonNamed = z.output<typeof person>;

/** Reads the file. Throws UnusableSettings in one line that names the field and the mend. */
export function readAuthorityFile(text: string, path: string): AuthorityFile {
  const document = parseDocument(text, { prettyErrors: true });
  const [broken] = document.errors;
  if (broken) throw new UnusableSettings(`${path}: ${broken.message.split("\n")[0]}`);
  const read = file.safeParse(document.toJS());
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new UnusableSettings(`${path}, ${issue?.path.join(" ") || "the file"}: ${issue?.message}`);
}

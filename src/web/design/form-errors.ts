import type { z } from "zod";

/** What a form still wants: listed at the top of the page, and said beside each field by its name. */
export interface FormErrors {
  readonly list: readonly { readonly text: string; readonly href?: string }[];
  readonly beside: Readonly<
    Record<
      string,
      { readonly text: string /** Instead of "Error". */; readonly visuallyHiddenText?: string } | undefined
    >
  >;
}

/** The errors of a form from the issues that zod found; only the first about each field is said. */
export function formErrors(issues: readonly Pick<z.core.$ZodIssue, "path" | "message">[]): FormErrors {
  return said(issues.map(({ path, message }) => ({ parts: path.map(String), text: message })));
}

/** The errors of a form that was refused by a rule: what each field should say, by field name. */
export function errorsBeside(wanted: Readonly<Record<string, string>>): FormErrors {
  return said(Object.entries(wanted).map(([field, text]) => ({ parts: field ? [field] : [], text })));
}

function said(issues: readonly { readonly parts: readonly string[]; readonly text: string }[]): FormErrors {
  const list: { text: string; href?: string }[] = [];
  const beside: Record<string, { text: string }> = {};
  for (const { parts, text } of issues) {
    const [field] = parts;
    // The path of a part, such as born, month, is also the id of its input, born-month.
    const id = parts.join("-");
    if (field === undefined) list.push({ text });
    else if (!beside[field]) list.push({ text, href: `#${id}` });
    if (field !== undefined) beside[id] ??= beside[field] ??= { text };
  }
  return { list, beside };
}

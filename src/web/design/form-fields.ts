import type { FormErrors } from "./form-errors.ts";

/** The names of the fields that every form carries unseen; `before` only where a browser has gone back to its page. */
export const hidden = { csrf: "_csrf", once: "_once", seen: "_seen", before: "_before" } as const;

/** A form's fields as they were typed, by name; a day may stand in for its three inputs when a form is prefilled. */
export type Typed = Readonly<Record<string, unknown>>;

/** The props of each field of a form, with what was typed into it and what it still wants. */
export function fieldsOf(typed: Typed = {}, errors?: FormErrors, idEnding = "") {
  const text = (name: string) => {
    const value = typed[name];
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  };
  const error = (name: string) => errors?.beside[name];
  return {
    /** For an input, a textarea, a select or a file. */
    text: (name: string) => ({
      id: `${name}${idEnding}`,
      name,
      value: text(name),
      errorMessage: error(name),
    }),
    /** For radios. */
    choice: (name: string) => ({
      idPrefix: `${name}${idEnding}`,
      name,
      value: text(name),
      errorMessage: error(name),
    }),
    /** For checkboxes. */
    choices: (name: string) => ({
      idPrefix: `${name}${idEnding}`,
      name,
      values: [typed[name] ?? []].flat().map(String),
      errorMessage: error(name),
    }),
    /** For a date input; only the wrong parts of it are marked. */
    day: (name: string) => {
      const day = typed[name];
      const part = (unit: "day" | "month" | "year") => ({
        name: unit,
        value: day instanceof Temporal.PlainDate ? String(day[unit]) : text(`${name}-${unit}`),
        error: error(`${name}-${unit}`) !== undefined,
      });
      return {
        id: `${name}${idEnding}`,
        namePrefix: name,
        day: part("day"),
        month: part("month"),
        year: part("year"),
        errorMessage: error(name),
      };
    },
  };
}

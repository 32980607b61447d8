import type { ComponentChildren } from "preact";
import type { z } from "zod";
import type { Act } from "../access/index.ts";
import type { Context, ReadingContext } from "../context.ts";
import type { FormErrors, fieldsOf } from "../web/design/index.ts";
import type { Kase } from "./case.ts";

/** A refusal of a form: what each field should say, by its name; "" for the form as a whole. */
type Refused = { refused: Record<string, string> };

/**
 * One form on a case: where it is, who may send it, what it asks and what it does. `Extra` is what its page shows
 * besides the case.
 */
export type CaseForm<Values = unknown, Extra = unknown> = {
  /** Its place below the case's address, such as `closure`. */
  at: string;
  permission: Act;
  title: string;
  /** What the case page says when it is done. */
  done: string;
  schema: (today: Temporal.PlainDate) => z.ZodType<Values>;
  /** How fields are named in the middle of a sentence. */
  names: Record<string, string>;
  /** What stands in the fields of a fresh form. */
  prefilled?: (today: Temporal.PlainDate, kase: Kase) => Record<string, unknown>;
  /** What its page shows besides. Throws NotAllowed for whom the form is not. */
  extra: (context: ReadingContext, kase: Kase) => Promise<Extra>;
  fields: (shown: { field: ReturnType<typeof fieldsOf>; extra: Extra; kase: Kase }) => ComponentChildren;
  button: string;
  act: (
    context: Context,
    reference: string,
    values: Values & { seen: number | undefined },
  ) => Promise<"done" | Refused>;
};

/** What a form page shows of a form that was sent and came back. */
export type SentForm = { typed: Record<string, unknown>; errors?: FormErrors | undefined };

import { whatIsNew } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { ChangedBySomeoneElse } from "../database/index.ts";
import { errorsBeside, type FormErrors } from "../web/design/index.ts";

/** The answer of an act; or, if somebody else recorded something meanwhile, what, to be shown above the form with all that was typed. */
export async function unlessOvertaken<Answer extends object>(
  context: Context,
  acting: Promise<Answer>,
): Promise<Answer | { overtaken: FormErrors }> {
  try {
    return await acting;
  } catch (fault) {
    if (!(fault instanceof ChangedBySomeoneElse)) throw fault;
    return { overtaken: errorsBeside({ "": await whatIsNew(context, fault) }) };
  }
}

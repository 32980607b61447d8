import type { Context } from "../context.ts";
import type { ChangedBySomeoneElse } from "../database/index.ts";
import { factKinds } from "../procedures/index.ts";
import { momentInWords } from "../web/design/words.ts";
import { factsOf } from "./case-record.ts";

/** What others recorded on a case since the page of an overtaken form was shown, as one error above that form. [G03] */
export async function whatIsNew(context: Context, { caseId, seen }: ChangedBySomeoneElse): Promise<string> {
  const since = (await factsOf(context, caseId)).filter(({ id }) => id > seen);
  const said = since.map(
    ({ kind, madeByName, madeAt }) => `${factKinds[kind].called} (${madeByName}, ${momentInWords(madeAt)})`,
  );
  return `Someone else recorded this meanwhile: ${said.join("; ")}. Nothing you typed is lost. Send it again if it still holds.`;
}

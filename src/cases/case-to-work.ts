import { type Act, requireAct } from "../access/index.ts";
import type { Context } from "../context.ts";
import type { Kase } from "./case.ts";
import { caseByReference } from "./case-record.ts";

/**
 * The case with this reference, for somebody who may do the act where the case lies. Throws NotFound for a case that the
 * viewer may not know of, NotAllowed where none of their posts there allows the act.
 */
export async function caseToWork(context: Context, reference: string, act: Act): Promise<Kase> {
  const kase = await caseByReference(context, reference);
  requireAct(context.viewer, act, placeOf(kase));
  return kase;
}

/** Where a case lies, for asking who may do what there. */
export function placeOf({ authorityId, areaId }: Pick<Kase, "authorityId" | "areaId">) {
  return { authorityId, areaId };
}

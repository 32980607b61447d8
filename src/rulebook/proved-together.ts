import { authorityKnown } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import { isOwn, type Procedure, proceduresOf, shippedText, versionInForce } from "../procedures/index.ts";
import { type ProofAsked, textInForce } from "./proofs.store.ts";
import type { Prover } from "./prove-version.ts";

/**
 * The texts together with which a version is proved: those in force today, for its authority, of the procedure that holds
 * the cases and of those that run with it, without the one that is to be replaced.
 */
export async function textsTogether(
  { database, procedures, now }: Prover,
  { authorityId, procedure }: ProofAsked,
  { runsWith }: Procedure,
): Promise<string[]> {
  const host = runsWith.length === 0 ? procedure : (await authorityKnown(database, authorityId)).procedure;
  const followed = proceduresOf(procedures, { authorityId, procedure: host });
  const names = new Set(followed.map((each) => each.procedure));
  names.delete(procedure);
  const texts = [...names].map((name) => {
    const version = versionInForce(followed, name, dayOf(now));
    if (!version) return undefined;
    return isOwn(version) ? textInForce(database, version) : shippedText(version);
  });
  return (await Promise.all(texts)).filter((text) => text !== undefined);
}

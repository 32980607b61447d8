import { requireAct } from "../../access/index.ts";
import type { Context } from "../../context.ts";
import { insertSigned, type SignedReturn } from "./signed-returns.store.ts";

/**
 * Signs off a return (act make-government-return) and keeps it as it is sent, with its hash. `seen` is the hash of what the page showed:
 * other numbers are not signed unread. Before the census day nothing is signed.
 * @throws NotAllowed in another authority.
 */
export async function signOff(
  context: Context,
  signed: Pick<SignedReturn, "censusOn" | "lines" | "file" | "sha256" | "note"> & { authorityId: number },
  { seen, today }: { seen: string | undefined; today: Temporal.PlainDate },
): Promise<"signed" | "changed" | "too-early"> {
  requireAct(context.viewer, "make-government-return", { authorityId: signed.authorityId });
  if (Temporal.PlainDate.compare(today, signed.censusOn) < 0) return "too-early";
  if (seen !== signed.sha256) return "changed";
  const id = await insertSigned(context, signed);
  await context.audit({
    ...{ act: "signed off government return", subject: "list", authorityId: signed.authorityId },
    details: { return: id, census: signed.censusOn.toString(), sha256: signed.sha256 },
  });
  return "signed";
}

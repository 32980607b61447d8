import { requireAct } from "../../access/index.ts";
import type { Context } from "../../context.ts";
import { NotFound } from "../../database/index.ts";
import { referralByReference } from "../referrals.store.ts";
import { kindOfFile } from "./file-kind.ts";
import { insertOriginal } from "./originals.store.ts";
import type { Scan } from "./virus-scan.ts";

/** No letter or photograph of one is larger. Bytes. */
export const largestOriginal = 10 * 1024 * 1024;

/**
 * Attaches the letter, e-mail or form from which a report was entered (act open-case), exactly as it came and never changed.
 * @throws NotFound for a referral that the viewer may not know of, NotAllowed in another authority.
 */
export async function attachOriginal(
  context: Context,
  reference: string,
  { called, content, scan }: { called: string; content: Uint8Array; scan: Scan },
): Promise<"attached" | "unknown-kind" | "infected"> {
  const referral = await referralByReference(context.database, reference);
  if (!referral) throw new NotFound();
  const { id, authorityId } = referral;
  requireAct(context.viewer, "open-case", { authorityId });
  if (!scan.clean) return "infected";
  const kind = kindOfFile(content);
  if (!kind) return "unknown-kind";
  const originalId = await insertOriginal(context, {
    ...{ referralId: id, kind, content, scanned: scan.said },
    called: called.slice(0, 200),
  });
  await context.audit({
    ...{ act: "attached original", subject: "referral", subjectId: id, authorityId },
    details: { original: originalId, kind },
  });
  return "attached";
}

import { createHash } from "node:crypto";

/**
 * What a draft about a version is kept under. It holds as long as what it began from stands as it did: typed over a change
 * that somebody has made since, it would take that back without a word.
 */
export function draftSubject(versionId: number, begunFrom: unknown): string {
  const digest = createHash("sha256").update(JSON.stringify(begunFrom)).digest("hex");
  return `${versionId}-${digest.slice(0, 16)}`;
}

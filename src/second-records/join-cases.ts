import { caseByReference, joinCase } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { openCases } from "./second-records.store.ts";

export type CasesJoined = { joined: string; goesOn: string } | { refused: "changed-meanwhile" };

/**
 * Of the open cases of one child one goes on, and every other is closed because the child is sought in it: who referred the child there is
 * told so, and later what comes of it. Throws as `joinCase`. [A11] [C24] [G02]
 */
export async function joinCases(
  context: Context,
  childId: number,
  { goesOn, seen }: { goesOn: string; seen: number },
): Promise<CasesJoined> {
  const open = await openCases(context.database, childId);
  const kept = open.find(({ reference }) => reference === goesOn);
  const others = open.filter((each) => each !== kept);
  if (!kept || others.length === 0 || fingerprintOf(open) !== seen) return { refused: "changed-meanwhile" };
  const going = await caseByReference(context, goesOn);
  for (const { reference } of others) await joinCase(context, reference, going);
  return { joined: others.map(({ reference }) => reference).join(", "), goesOn };
}

/** Tells whether something was recorded in one of the cases since somebody looked. */
export function fingerprintOf(open: readonly { lastFactId: number | null }[]): number {
  return Math.max(0, ...open.map(({ lastFactId }) => lastFactId ?? 0));
}

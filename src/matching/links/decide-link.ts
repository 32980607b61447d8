import { requireAct } from "../../access/index.ts";
import type { Context } from "../../context.ts";
import { NotFound } from "../../database/index.ts";
import { insertDecision, isJoinedByDecision, type LinkFound, linkToDecide } from "./decisions.store.ts";
import type { Decision } from "./link.ts";

/** What a person says of a link, or that they take back what was said. */
export type Said = {
  decision: Decision | "undone";
  note?: string | undefined;
  /** The decision that stood when the person looked; 0 for none. */
  seen: number;
};

/** Refused are a decision about what somebody else has decided meanwhile, and a second child for one row. */
export type LinkDecided =
  | { decided: Decision | "undone" }
  | { refused: "decided-meanwhile" | "row-has-its-child" | "nothing-to-undo" };

/**
 * Records what a person says of a link; from then on it holds, also over later imports: `same` joins the row to the
 * child, `different` parts them for ever, `undone` brings back what was before. [A04] [A11] [G02]
 * @throws NotFound for a link that the viewer may not know of, NotAllowed in another authority.
 */
export async function decideLink(context: Context, linkId: number, said: Said): Promise<LinkDecided> {
  const { database, viewer, now } = context;
  const link = await linkToDecide(database, linkId);
  if (!link) throw new NotFound();
  requireAct(viewer, "decide-link", { authorityId: link.authorityId });
  const refused = await refusalOf(context, link, said);
  if (refused) return { refused };
  const { decision, note = "" } = said;
  await insertDecision(database, { linkId, decision, note, madeAt: now, madeBy: viewer.personId });
  const { authorityId, childId, entryId, otherEntryId } = link;
  await context.audit({
    ...{ act: "decided on link", subject: "link", subjectId: linkId, authorityId },
    ...(childId !== null && { childId }),
    details: { decision, rows: [entryId, otherEntryId].filter((id) => id !== null) },
  });
  return { decided: decision };
}

async function refusalOf(
  { database }: Context,
  link: LinkFound,
  { decision, seen }: Said,
): Promise<Extract<LinkDecided, { refused: string }>["refused"] | undefined> {
  if ((link.decisionId ?? 0) !== seen) return "decided-meanwhile";
  if (decision === "undone") return link.decided === null ? "nothing-to-undo" : undefined;
  if (decision === "same" && link.childId !== null && (await isJoinedByDecision(database, link)))
    return "row-has-its-child";
  return undefined;
}

/** What came of deciding on several links at once: those that somebody has decided meanwhile are left as they are. */
export type LinksDecided = { done: number; left: number };

/** Says the same of each link, as it stood when the list was shown: one child, or different ones. [A11] */
export async function decideLinks(
  context: Context,
  decision: "same" | "different",
  links: readonly { id: number; seen: number }[],
): Promise<LinksDecided> {
  let done = 0;
  // In one order, so that two people who decide on the same links wait for each other and not in a circle.
  for (const { id, seen } of links.toSorted((a, b) => a.id - b.id)) {
    const outcome = await decideLink(context, id, { decision, seen });
    if ("decided" in outcome) done += 1;
  }
  return { done, left: links.length - done };
}

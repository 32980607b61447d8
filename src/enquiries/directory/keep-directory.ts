import { type Act, postsAllowing, requireAct } from "../../access/index.ts";
import type { Context, ReadingContext } from "../../context.ts";
import { NotAllowed, NotFound } from "../../database/index.ts";
import type { Contact, Entry, Reached } from "./contact.ts";
import { contactOf, insertAgency, insertContact } from "./directory.store.ts";

/** Who is added: an agency of a kind under a name, or an authority or a school that there is. */
export type NewEntry = { agency: { kind: string; name: string } } | { entry: Entry };

/** The authority for which the viewer may do this with a directory. @throws NotAllowed for whom there is none. */
export function authorityOf({ viewer }: ReadingContext, act: Act = "keep-directory"): number {
  const [post] = postsAllowing(viewer, act);
  if (!post) throw new NotAllowed(act);
  return post.authorityId;
}

/** Adds somebody to an authority's directory (act keep-directory). @throws NotAllowed [E01] */
export async function addToDirectory(
  context: Context,
  authorityId: number,
  added: NewEntry,
  reached: Reached,
): Promise<Entry | "there-already"> {
  const { database, viewer } = context;
  requireAct(viewer, "keep-directory", { authorityId });
  const entry = "entry" in added ? added.entry : await newAgency(context, authorityId, added.agency);
  if (!entry) return "there-already";
  if ("entry" in added && (await contactOf(database, authorityId, entry))?.ended === false)
    return "there-already";
  await keep(context, authorityId, entry, { ...reached, ended: false });
  return entry;
}

async function newAgency(
  { database }: Context,
  authorityId: number,
  agency: { kind: string; name: string },
): Promise<Entry | undefined> {
  const id = await insertAgency(database, { authorityId, ...agency });
  return id === undefined ? undefined : { of: "agency", id };
}

/**
 * Changes how somebody in the directory is reached, or that they are asked no more (act keep-directory). What was written
 * before stays with who wrote it. @throws NotAllowed, NotFound for whoever is not in it. [E01]
 */
export async function changeInDirectory(
  context: Context,
  authorityId: number,
  entry: Entry,
  change: Partial<Reached> & { ended?: boolean },
): Promise<"changed" | "same"> {
  requireAct(context.viewer, "keep-directory", { authorityId });
  const before = await contactOf(context.database, authorityId, entry);
  if (!before) throw new NotFound();
  const after = { ...reachedOf(before), ...change };
  if (JSON.stringify(after) === JSON.stringify(reachedOf(before))) return "same";
  await keep(context, authorityId, entry, after);
  return "changed";
}

function reachedOf({ areaId, askFor, email, phone, ended }: Contact): Reached & { ended: boolean } {
  return { areaId, askFor, email, phone, ended };
}

async function keep(
  { database, viewer, now, audit }: Context,
  authorityId: number,
  entry: Entry,
  contact: Reached & { ended: boolean },
): Promise<void> {
  await insertContact(database, authorityId, entry, contact, { at: now, by: viewer.personId });
  await audit({
    ...{ act: contact.ended ? "ended in directory" : "kept directory", subject: "list", authorityId },
    details: { entry: `${entry.of}-${entry.id}`, ...contact },
  });
}

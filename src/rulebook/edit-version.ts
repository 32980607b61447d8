import { authorityKnown, requireAct } from "../access/index.ts";
import type { Context } from "../context.ts";
import { ChangedBySomeoneElse, NotFound } from "../database/index.ts";
import { isOwn, type Procedure, proceduresOf, shippedText } from "../procedures/index.ts";
import { withFields } from "./edit-text.ts";
import { readText } from "./read-texts.ts";
import {
  insertDecision,
  insertText,
  insertVersion,
  type Version,
  versionsOf,
  versionWithText,
} from "./versions.store.ts";

export type VersionRead = Version & { body: string; read: Procedure };

/** An own version with its text, read. Throws NotFound where there is none that the viewer may know of. */
export async function versionToRead(context: Context, id: number): Promise<VersionRead> {
  const version = await versionWithText(context.database, id);
  const read = version && readText(version.body);
  if (!version || !read || "mistakes" in read) throw new NotFound();
  return { ...version, read: read.procedure };
}

/** The same for somebody who may change it now. Throws NotAllowed; and ChangedBySomeoneElse when it is not as it was seen. */
async function versionToEdit(context: Context, id: number, seen: number): Promise<VersionRead> {
  const version = await versionToRead(context, id);
  requireAct(context.viewer, "edit-procedure", { authorityId: version.authorityId });
  if (version.decision !== null || version.revision !== seen) throw new ChangedBySomeoneElse(id, seen);
  return version;
}

/** The version that an own one was made from. */
export function versionBefore(
  { procedures }: Pick<Context, "procedures">,
  { authorityId, procedure, basedOn }: Pick<Version, "authorityId" | "procedure" | "basedOn">,
): Procedure | undefined {
  return proceduresOf(procedures, { authorityId, procedure }).find(
    (each) => each.procedure === procedure && each.version === basedOn,
  );
}

/**
 * Makes a version of an authority's own from one that is shipped, or from one of its own: the same text under another
 * name, to be edited. Answers its id. Throws NotAllowed, and NotFound when there is no such version to begin from.
 */
export async function beginOwnVersion(
  context: Context,
  asked: { authorityId: number; procedure: string; basedOn: string },
): Promise<number> {
  const { database, viewer, now } = context;
  const { authorityId, procedure, basedOn } = asked;
  requireAct(viewer, "edit-procedure", { authorityId });
  const text = await textOf(context, asked);
  if (text === undefined) throw new NotFound();
  const made = { at: now, by: viewer.personId };
  const before = await versionsOf(database, [authorityId], procedure);
  const version = `${(await authorityKnown(database, authorityId)).initials}-${before.length + 1}`;
  const body = withFields(text, [{ path: ["version"], value: version }]);
  const read = readText(body);
  if ("mistakes" in read) throw new NotFound();
  const id = await insertVersion(database, { authorityId, procedure, basedOn }, made);
  const first = { versionId: id, revision: 1, version, title: read.procedure.title, body };
  await insertText(database, first, made);
  await said(context, "began procedure version", { id, authorityId }, { basedOn });
  return id;
}

async function textOf(
  context: Context,
  { authorityId, procedure, basedOn }: { authorityId: number; procedure: string; basedOn: string },
): Promise<string | undefined> {
  const base = versionBefore(context, { authorityId, procedure, basedOn });
  if (!base) return undefined;
  if (!isOwn(base)) return shippedText(base);
  const own = await versionsOf(context.database, [authorityId], procedure);
  const found = own.find((each) => each.decision === "in-force" && each.version === basedOn);
  return found && (await versionWithText(context.database, found.id))?.body;
}

export type Edited =
  | { outcome: "saved" | "unchanged" }
  | { outcome: "refused"; mistakes: readonly EditMistake[] };
export type EditMistake = { field: string; mend: string };

/**
 * Keeps the next text of a version: what `change` makes of the last. A text that cannot be read as a procedure is refused
 * with its mistakes, so that a version can always be shown. `seen` is the revision that the page showed.
 */
export async function editVersion(
  context: Context,
  { id, seen }: { id: number; seen: number },
  change: (version: VersionRead) => string,
  details: Readonly<Record<string, string>>,
): Promise<Edited> {
  const version = await versionToEdit(context, id, seen);
  const body = change(version);
  if (body === version.body) return { outcome: "unchanged" };
  const read = readText(body);
  if ("mistakes" in read)
    return { outcome: "refused", mistakes: read.mistakes.map(({ field, mend }) => ({ field, mend })) };
  const text = {
    ...{ versionId: id, revision: seen + 1, body },
    ...{ version: read.procedure.version, title: read.procedure.title },
  };
  const made = { at: context.now, by: context.viewer.personId };
  if (!(await insertText(context.database, text, made))) throw new ChangedBySomeoneElse(id, seen);
  await said(context, "edited procedure version", version, { revision: seen + 1, ...details });
  return { outcome: "saved" };
}

/** Puts a version away that is not wanted. It stays on record. Throws as `editVersion` does. */
export async function withdrawVersion(
  context: Context,
  { id, seen }: { id: number; seen: number },
): Promise<"withdrawn"> {
  const version = await versionToEdit(context, id, seen);
  const made = { at: context.now, by: context.viewer.personId };
  if (!(await insertDecision(context.database, { ...version, decision: "withdrawn" }, made)))
    throw new ChangedBySomeoneElse(id, seen);
  await said(context, "withdrew procedure version", version, {});
  return "withdrawn";
}

function said(
  context: Context,
  act: string,
  { id, authorityId }: { id: number; authorityId: number },
  details: Readonly<Record<string, string | number>>,
): Promise<void> {
  return context.audit({ act, subject: "procedure version", subjectId: id, authorityId, details });
}

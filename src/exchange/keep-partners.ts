import { requireAct } from "../access/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import type { KeyDocument } from "./key-document.ts";
import { endKeys, insertKeys, keysOf, takeIntoUse } from "./keys.store.ts";
import { newKeys } from "./keys.ts";
import {
  type Agreement,
  confirmInStore,
  endInStore,
  insertPartner,
  type Partner,
  partnersOf,
} from "./partners.store.ts";

/** Draws keys for an authority (act keep-partners): the first are in use at once, the next once taken into use. Their secrets leave for nobody. */
export async function makeKeys(
  { database, viewer, now, audit }: Context,
  authorityId: number,
): Promise<"made" | "made-already"> {
  requireAct(viewer, "keep-partners", { authorityId });
  const id = await insertKeys(database, authorityId, await newKeys(), now);
  if (id === undefined) return "made-already";
  await audit({ act: "made exchange keys", subject: "exchange keys", subjectId: id, authorityId });
  return "made";
}

/** Signs from now on with keys that the partners have confirmed (act keep-partners). @throws NotFound for keys of others. */
export async function useKeys(
  { database, now, audit }: Context,
  authorityId: number,
  id: number,
): Promise<void> {
  await ownKeys(database, authorityId, id);
  if (await takeIntoUse(database, id, now))
    await audit({ act: "took exchange keys into use", subject: "exchange keys", subjectId: id, authorityId });
}

/**
 * Ends keys and destroys their secrets (act keep-partners): only while others are in use, and when nothing waits that these alone
 * open. @throws NotFound for keys of others.
 */
export async function endOwnKeys(
  { database, now, audit }: Context,
  authorityId: number,
  id: number,
): Promise<"ended" | "needed"> {
  await ownKeys(database, authorityId, id);
  if (!(await endKeys(database, id, now))) return "needed";
  await audit({ act: "ended exchange keys", subject: "exchange keys", subjectId: id, authorityId });
  return "ended";
}

async function ownKeys(database: Context["database"], authorityId: number, id: number): Promise<void> {
  if (!(await keysOf(database, authorityId)).some((keys) => keys.id === id)) throw new NotFound();
}

/** What is agreed besides keys. */
export type Rules = Pick<Agreement, "sends" | "takes" | "basis"> & { byHand: boolean };

/**
 * Adds an authority with each of its keys that does not stand so already (act keep-partners); nothing is sent or taken under
 * them until a second person has confirmed their fingerprint. Answers how many were added.
 */
export async function addPartner(
  context: Context,
  authorityId: number,
  { code, name, address, keys }: KeyDocument,
  { byHand, ...rules }: Rules,
): Promise<number> {
  requireAct(context.viewer, "keep-partners", { authorityId });
  const agreed = { code, name, address: byHand ? null : address, ...rules };
  const standing = await partnersOf(context.database, authorityId);
  const isNew = (fingerprint: string) =>
    !standing.some(
      (partner) =>
        partner.fingerprint === fingerprint &&
        (Object.keys(agreed) as (keyof typeof agreed)[]).every((field) => partner[field] === agreed[field]),
    );
  const added = keys.filter(({ fingerprint }) => isNew(fingerprint));
  for (const each of added) await insertPartner(context, authorityId, { ...agreed, ...each });
  await context.audit({
    ...{ act: "added an exchange partner", subject: "exchange partner", authorityId },
    details: { code, keys: added.length },
  });
  return added.length;
}

/** Says that the other authority has read out this very fingerprint (act keep-partners): not by whoever added it. @throws NotFound */
export async function confirmPartner(
  { database, viewer, now, audit }: Context,
  { id, authorityId, madeBy, confirmedAt }: Partner,
): Promise<"confirmed" | "confirmed-already" | "not-by-its-maker"> {
  if (confirmedAt) return "confirmed-already";
  if (madeBy === viewer.personId) return "not-by-its-maker";
  if (!(await confirmInStore(database, id, now))) throw new NotFound();
  await audit({
    act: "confirmed an exchange partner",
    subject: "exchange partner",
    subjectId: id,
    authorityId,
  });
  return "confirmed";
}

/** Ends what was agreed under these keys (act keep-partners): nothing more is taken or sent under them. */
export async function endPartner(
  { database, now, audit }: Context,
  { id, authorityId }: Partner,
): Promise<void> {
  if (await endInStore(database, id, now))
    await audit({
      act: "ended an exchange partner",
      subject: "exchange partner",
      subjectId: id,
      authorityId,
    });
}

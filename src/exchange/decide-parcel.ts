import { requireAct } from "../access/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { insertOut, moveByHand, type ParcelActedOn, parcelById } from "./parcels.store.ts";

/** What somebody decides of a file that came. */
export type Decision = { decided: "take-in" } | { decided: "decline"; why: string };

/**
 * Takes a file that came into the store, where the program looks for the child; or declines it, and what came is destroyed unopened
 * (act keep-lost-pupils). The sender hears of it. [F05]
 * @throws NotFound for a parcel that the viewer may not know of, NotAllowed in another authority.
 */
export async function decideParcel(
  context: Context,
  parcelId: number,
  decision: Decision,
): Promise<"decided" | "moved-on"> {
  const { database, viewer, now } = context;
  const parcel = await fileThatCame(context, parcelId);
  const { authorityId, partnerId, number, state } = parcel;
  if (state !== "waiting") return "moved-on";
  if (decision.decided === "take-in") {
    if (!(await moveByHand(context, parcel, { state: "accepted", dueAt: now }))) return "moved-on";
  } else {
    const words = decision.why;
    if (!(await moveByHand(context, parcel, { state: "declined", emptied: true }, words))) return "moved-on";
    await insertOut(
      context,
      { authorityId, partnerId, kind: "answer", about: number, word: "declined", words },
      viewer.personId,
    );
  }
  await context.audit({
    act:
      decision.decided === "take-in"
        ? "took in another authority's file"
        : "declined another authority's file",
    ...{ subject: "parcel", subjectId: parcelId, authorityId },
  });
  await context.jobs.send(database, "carry-parcels", {});
  return "decided";
}

/** A file that came to an authority whose store the viewer keeps. @throws NotFound, NotAllowed */
export async function fileThatCame(
  { database, viewer }: Pick<Context, "database" | "viewer">,
  id: number,
): Promise<ParcelActedOn> {
  const parcel = await parcelById(database, id);
  if (parcel?.way !== "in" || parcel.kind !== "file") throw new NotFound();
  requireAct(viewer, "keep-lost-pupils", { authorityId: parcel.authorityId });
  return parcel;
}

/**
 * Lets somebody carry a sealed parcel (act keep-lost-pupils): answers its id, by which its bytes are read when the act is done.
 * @throws NotFound for one that is not to be carried, NotAllowed in another authority.
 */
export async function carryByHand(
  context: Context,
  parcelId: number,
): Promise<{ id: number; number: string }> {
  const { viewer } = context;
  const parcel = await parcelById(context.database, parcelId);
  if (!parcel?.isCarried || parcel.way !== "out") throw new NotFound();
  const { authorityId, number, dueAt } = parcel;
  requireAct(viewer, "keep-lost-pupils", { authorityId });
  if (!(await moveByHand(context, parcel, { state: "carried", dueAt }))) throw new NotFound();
  await context.audit({
    act: "saved a parcel to carry",
    subject: "parcel",
    subjectId: parcelId,
    authorityId,
  });
  return { id: parcelId, number };
}

import { requireAct } from "../access/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { contentOf, fileCalled, insertStep } from "../lost-pupils/index.ts";
import { largestExchanged, undecided } from "./parcel.ts";
import {
  insertExchangeStep,
  insertOut,
  mayLeave,
  moveByHand,
  type ParcelShown,
  parcelById,
  sendingsOf,
} from "./parcels.store.ts";
import { partnersToSendTo } from "./partners.store.ts";

export type Offered = "offered" | "no-such-partner" | "may-not-leave" | "too-large" | "offered-already";

/**
 * Sends a lost pupil's file to another authority's system (act keep-lost-pupils), where somebody has to take it in before anybody
 * sees whose it is. It stays in the store here. Never of a child whose record forbids it: see lost_pupil_may_leave. [F05] [F07]
 * @throws NotFound for a file that the viewer may not know of, NotAllowed in another authority.
 */
export async function offerFile(context: Context, reference: string, partnerId: number): Promise<Offered> {
  const { database, viewer } = context;
  const file = await fileCalled(database, reference);
  if (!file) throw new NotFound();
  const { id, authorityId, childId } = file;
  requireAct(viewer, "keep-lost-pupils", { authorityId });
  const partner = (await partnersToSendTo(database, authorityId)).find((each) => each.id === partnerId);
  if (!partner) return "no-such-partner";
  if (!(await mayLeave(database, id))) return "may-not-leave";
  if ((await contentOf(database, id)).length > largestExchanged) return "too-large";
  if ((await sendingsOf(database, id)).some((sent) => isThere(sent, partner.code))) return "offered-already";
  const parcelId = await insertOut(
    context,
    { authorityId, partnerId, kind: "file", lostPupilId: id },
    viewer.personId,
  );
  await insertExchangeStep(context, parcelId, "to-send", { by: viewer.personId });
  await insertStep(context, id, { step: "exchanged", words: `Sent to the system of ${partner.name}.` });
  await context.audit({
    ...{
      act: "sent a lost pupil's file to another authority",
      subject: "lost pupil",
      subjectId: id,
      authorityId,
    },
    ...(childId !== null && { childId }),
    details: { reference, to: partner.code, parcel: parcelId },
  });
  await context.jobs.send(database, "carry-parcels", {});
  return "offered";
}

/** If a file that was sent is with this authority, or on its way there. */
export function isThere({ code, state }: ParcelShown, atCode: string): boolean {
  return code === atCode && [...undecided, "taken-in", "handed-over"].includes(state);
}

/**
 * Takes back a file about which nobody there has decided (act keep-lost-pupils): what lies there is destroyed unopened. [F05]
 * @throws NotFound for a parcel that the viewer may not know of, NotAllowed in another authority.
 */
export async function withdrawOffer(context: Context, parcelId: number): Promise<"withdrawn" | "moved-on"> {
  const { database, viewer } = context;
  const parcel = await parcelById(database, parcelId);
  if (parcel?.way !== "out" || parcel.kind !== "file") throw new NotFound();
  const { authorityId, partnerId, number, state, lostPupilId, partnerName } = parcel;
  requireAct(viewer, "keep-lost-pupils", { authorityId });
  if (!undecided.includes(state)) return "moved-on";
  if (!(await moveByHand(context, parcel, { state: "withdrawn", emptied: true }))) return "moved-on";
  // One that was never saved to be carried has left for nowhere.
  if (state !== "to-carry")
    await insertOut(
      context,
      { authorityId, partnerId, kind: "withdrawal", about: number, lostPupilId },
      viewer.personId,
    );
  if (lostPupilId !== null)
    await insertStep(context, lostPupilId, {
      ...{ step: "exchanged", words: `Withdrawn from the system of ${partnerName}.` },
    });
  await context.audit({
    ...{ act: "withdrew a file from another authority", subject: "parcel", subjectId: parcelId, authorityId },
  });
  await context.jobs.send(database, "carry-parcels", {});
  return "withdrawn";
}

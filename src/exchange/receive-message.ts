import type { Viewer } from "../access/index.ts";
import { type Keepsight, perform } from "../context.ts";
import { databaseFor } from "../database/index.ts";
import { opensWith } from "./keys.store.ts";
import { largestParcel } from "./parcel.ts";
import { insertExchangeStep, insertIn } from "./parcels.store.ts";
import { partnersSigningWith, type Standing, signKeyOf } from "./partners.store.ts";
import { labelOf } from "./sealing.ts";
import { checkedMessage, type Message, parcelType } from "./signing.ts";

/** Why a parcel is not taken in, each with what the other side is told: nothing of it is kept. */
export const refusals = {
  malformed: { status: 400, says: "This is no sealed parcel of Keepsight." },
  "too-large": { status: 413, says: "The parcel is larger than 10 MB." },
  unsigned: { status: 401, says: "The parcel does not carry one whole signature of Keepsight." },
  "unknown-key": { status: 401, says: "Nobody whom this authority has confirmed signs with this key." },
  altered: { status: 401, says: "The parcel is not as it was signed." },
  expired: {
    status: 401,
    says: "The signature is not good at this hour. Compare the clocks, or sign again.",
  },
  "wrong-addressee": {
    status: 403,
    says: "The parcel is for another authority, or from another than who signed it.",
  },
  "takes-none": { status: 403, says: "This authority takes no files from the sender." },
  "unknown-seal": {
    status: 422,
    says: "The parcel is sealed to a key that is not, or no longer, this authority's. Read its keys again.",
  },
} as const;
export type Refusal = keyof typeof refusals;

export type Received = { received: "kept" | "came-before"; number: string } | { refused: Refusal };

/**
 * Takes a parcel in that another authority's system, or somebody with a file, brings. Its signature, its sender, for whom it is and this
 * authority's own rule are checked; then it is kept, sealed as it came, and the worker opens it. The same again is kept once.
 * `viewer` is whoever uploads a file, for authorities where they keep the store; or the program itself.
 */
export async function receiveMessage(
  keepsight: Keepsight,
  viewer: Viewer,
  message: Message,
  request: string,
): Promise<Received> {
  const { headers, body } = message;
  if (body.length > largestParcel) return { refused: "too-large" };
  const label = labelOf(body);
  if (!label || headers["content-type"] !== parcelType) return { refused: "malformed" };
  const database = databaseFor(keepsight.pool, viewer.personId);
  let partners: Standing[] = [];
  const checked = await checkedMessage(
    message,
    async (keyId) => {
      partners = await partnersSigningWith(database, keyId);
      return signKeyOf(partners);
    },
    keepsight.now(),
  );
  if ("refused" in checked) return checked;
  const partner = partners.find(({ code, ownCode }) => code === label.from && ownCode === label.to);
  if (!partner || checked.number !== label.number) return { refused: "wrong-addressee" };
  if (label.kind === "file" && !partner.takes) return { refused: "takes-none" };
  const { authorityId, id: partnerId } = partner;
  if (!(await opensWith(database, authorityId, label.openKeyId))) return { refused: "unknown-seal" };
  return perform(keepsight, { viewer, act: "keep-lost-pupils", request }, async (context) => {
    const madeBy = viewer.personId;
    const parcel = await insertIn(context, { authorityId, partnerId, label, parcel: body, madeBy });
    if (parcel === undefined) return { received: "came-before", number: label.number };
    await insertExchangeStep(context, parcel, "arrived", { by: madeBy });
    await context.audit({
      ...{ act: "received a parcel", subject: "parcel", subjectId: parcel, authorityId },
      details: { from: label.from, kind: label.kind },
    });
    await context.jobs.send(context.database, "carry-parcels", {});
    return { received: "kept", number: label.number };
  });
}

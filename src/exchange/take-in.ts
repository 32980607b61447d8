import { viewerOf } from "../access/index.ts";
import { perform } from "../context.ts";
import { databaseFor, NotAllowed } from "../database/index.ts";
import { fileCalled, lodgeFile } from "../lost-pupils/index.ts";
import { scanned } from "../referrals/originals/index.ts";
import type { Hand } from "./carry-parcels.ts";
import { keepAbout, moveParcel, noteTry, type ParcelDue } from "./carrying.store.ts";
import { answer, contentIn, keyOf, turnDown, unreadable } from "./open-parcel.ts";

const againAfter = { minutes: 5 } as const;

/**
 * Puts a file that somebody took in into the store, as that person and by the act by which every file gets there, and tells the sender.
 * Its number is the act's key: a worker that died after it finds it done. [F05] [F07]
 */
export async function takeIn(hand: Hand, parcel: ParcelDue): Promise<void> {
  const { keepsight, database, now, program } = hand;
  const content = await contentIn(hand, parcel, "file");
  const viewer = await viewerOf(databaseFor(keepsight.pool, undefined), parcel.decidedBy ?? 0);
  if (!content || !viewer) return unreadable(hand, parcel, "The parcel did not open.");
  const bytes = Buffer.from(content.content, "base64");
  const scan = await scanned(bytes, keepsight.settings.virusScanner).catch(() => undefined);
  if (!scan)
    return noteTry(database, parcel.id, {
      said: "the virus scanner could not be asked",
      dueAt: now.add(againAfter),
    });
  const call = { viewer, act: "keep-lost-pupils", key: keyOf(parcel), now, request: "exchange" } as const;
  const lodged = await perform(keepsight, call, (context) =>
    lodgeFile(context, { fileName: content.fileName, content: bytes, came: "exchange", scan }),
  ).catch((fault: unknown) => {
    if (fault instanceof NotAllowed) return undefined;
    throw fault;
  });
  // Whoever took it in keeps the store no more: somebody else decides.
  if (!lodged) return moveParcel(hand, parcel.id, { state: "waiting" }, { by: program });
  if ("mend" in lodged) return turnDown(hand, parcel, lodged.mend.join(" ").slice(0, 1000));
  const file = await fileCalled(database, lodged.reference);
  if (!file) throw new Error("A file that was lodged is gone.");
  await keepAbout(database, parcel.id, { lostPupilId: file.id });
  await moveParcel(hand, parcel.id, { state: "taken-in", emptied: true }, { by: program });
  await answer(hand, parcel, { word: "taken-in", lostPupilId: file.id, theirReference: lodged.reference });
}

import { programsOwnPerson } from "../access/index.ts";
import type { Keepsight } from "../context.ts";
import { type Database, inTransaction } from "../database/index.ts";
import { handedOverUntold, moveParcel, noteTry, type ParcelDue, parcelDue } from "./carrying.store.ts";
import { lapse, openParcel } from "./open-parcel.ts";
import { insertOut } from "./parcels.store.ts";
import { deliver, undeliverable } from "./send-parcel.ts";
import { takeIn } from "./take-in.ts";

/** What the worker stands on while it has a parcel in hand: the owner's open transaction, which alone reads the secret keys. */
export type Hand = { keepsight: Keepsight; database: Database; now: Temporal.Instant; program: number };

const againAfterFault = { minutes: 5 } as const;

/**
 * Goes on with every parcel that is due: sends, opens, puts into the store. Each is one transaction that holds it, so that a worker
 * that dies leaves it as it was, and two never have one in hand. `owner` is the worker's door. @throws the first fault of the program
 * that it met, when all others have been gone on with.
 */
export async function carryParcels(keepsight: Keepsight, owner: Database): Promise<void> {
  const program = await programsOwnPerson(owner);
  const handOn = <Answer>(work: (hand: Hand) => Promise<Answer>) =>
    inTransaction(owner, (database) => work({ keepsight, database, program, now: keepsight.now() }));
  await handOn(tellOfHandedOver);
  const faults: unknown[] = [];
  for (let isMore = true; isMore; ) {
    let inHand: number | undefined;
    try {
      isMore = await handOn(async (hand) => {
        const parcel = await parcelDue(hand.database, hand.now);
        inHand = parcel?.id;
        if (parcel) await goOn(hand, parcel);
        return parcel !== undefined;
      });
    } catch (fault) {
      if (inHand === undefined) throw fault;
      const id = inHand;
      faults.push(fault);
      // The others do not wait for it.
      await handOn(({ database, now }) =>
        noteTry(database, id, { said: "a fault of this program", dueAt: now.add(againAfterFault) }),
      );
    }
  }
  if (faults.length > 0) throw faults[0];
}

async function goOn(hand: Hand, parcel: ParcelDue): Promise<void> {
  switch (parcel.state) {
    case "to-send":
      return deliver(hand, parcel);
    case "to-carry":
    case "carried":
      return undeliverable(hand, parcel);
    case "arrived":
      return openParcel(hand, parcel);
    case "waiting":
      return lapse(hand, parcel);
    case "accepted":
      return takeIn(hand, parcel);
    default:
      // Nothing else is ever due.
      return noteTry(hand.database, parcel.id, { said: `is due as ${parcel.state}`, dueAt: null });
  }
}

/** Tells the sender of a file that was taken in here and handed over since: the child has it. [F05] */
async function tellOfHandedOver({ keepsight, database, now, program }: Hand): Promise<void> {
  for (const { id, authorityId, partnerId, number, lostPupilId, reference } of await handedOverUntold(
    database,
  )) {
    await moveParcel({ database, now }, id, { state: "handed-over" }, { by: program });
    await insertOut(
      { database, now },
      {
        authorityId,
        partnerId,
        kind: "answer",
        about: number,
        word: "handed-over",
        lostPupilId,
        ...(reference && { theirReference: reference }),
      },
      program,
    );
    await keepsight.jobs.send(database, "carry-parcels", {});
  }
}

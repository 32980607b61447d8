import { createHash } from "node:crypto";
import { programItself } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import { perform } from "../context.ts";
import { databaseFor, NotFound } from "../database/index.ts";
import { moveFile, readLostPupilFile } from "../lost-pupils/index.ts";
import type { Hand } from "./carry-parcels.ts";
import { isWithdrawn, keepAbout, moveParcel, type ParcelDue, parcelNumbered } from "./carrying.store.ts";
import { openingKey } from "./keys.store.ts";
import { type AnswerWord, answers, type Content, type Kind } from "./parcel.ts";
import { insertOut } from "./parcels.store.ts";
import { opened } from "./sealing.ts";
import { noteInFile } from "./send-parcel.ts";

/** After this nobody decides any more: what came is destroyed, and the sender hears of it. */
const decidedWithin = { hours: 60 * 24 } as const;

/** Opens what came, checks that it is whole, and does what it says. A file is shut again: it waits, sealed, for a person. */
export async function openParcel(hand: Hand, parcel: ParcelDue): Promise<void> {
  if (parcel.kind === "file") return openFile(hand, parcel);
  const word = parcel.kind === "answer" ? await hear(hand, parcel) : await letWithdraw(hand, parcel);
  await moveParcel(hand, parcel.id, { state: word, emptied: true }, { by: hand.program });
}

/** What a parcel holds, by the key to which it was sealed; undefined where it does not open. */
export async function contentIn<K extends Kind>(
  { database }: Hand,
  { sealed, openKeyId }: ParcelDue,
  kind: K,
): Promise<Content<K> | undefined> {
  const secret = openKeyId ? await openingKey(database, openKeyId) : undefined;
  return secret && sealed ? opened(sealed, kind, secret) : undefined;
}

async function openFile(hand: Hand, parcel: ParcelDue): Promise<void> {
  const { database, now, program } = hand;
  if (await isWithdrawn(database, parcel))
    return moveParcel(hand, parcel.id, { state: "withdrawn", emptied: true }, { by: program });
  const content = await contentIn(hand, parcel, "file");
  if (!content) return unreadable(hand, parcel, "The parcel did not open, or holds no file.");
  const read = await readLostPupilFile(Buffer.from(content.content, "base64"), {
    ...{ fileName: content.fileName, came: "exchange", today: dayOf(now) },
  });
  if ("mend" in read) return unreadable(hand, parcel, read.mend.join(" ").slice(0, 1000));
  await keepAbout(database, parcel.id, { theirReference: content.reference });
  await moveParcel(hand, parcel.id, { state: "waiting", dueAt: now.add(decidedWithin) }, { by: program });
  await answer(hand, parcel, { word: "received" });
}

/** A file that cannot be used is destroyed, and its sender is told why. */
export async function unreadable(hand: Hand, parcel: ParcelDue, words: string): Promise<void> {
  await moveParcel(hand, parcel.id, { state: "unreadable", emptied: true }, { by: hand.program });
  await answer(hand, parcel, { word: "unreadable", words });
}

/** Nobody decided in time. */
export async function lapse(hand: Hand, parcel: ParcelDue): Promise<void> {
  await turnDown(hand, parcel, "Nobody decided about it within 60 days.");
}

/** A file that is not taken in is destroyed, and its sender is told why. */
export async function turnDown(hand: Hand, parcel: ParcelDue, words: string): Promise<void> {
  await moveParcel(hand, parcel.id, { state: "declined", emptied: true }, { by: hand.program, words });
  await answer(hand, parcel, { word: "declined", words });
}

/** By this an act that a parcel brings about is done once. The sender drew the number, and so cannot be let choose the key. */
export function keyOf({ authorityId, number }: ParcelDue): string {
  const digest = createHash("sha256").update(`parcel ${authorityId} ${number}`).digest("hex");
  return digest.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Answers a file's sender, by a parcel of its own. */
export async function answer(
  { keepsight, database, now, program }: Hand,
  { authorityId, partnerId, number }: ParcelDue,
  said: { word: AnswerWord; words?: string; lostPupilId?: number; theirReference?: string },
): Promise<void> {
  await insertOut(
    { database, now },
    { authorityId, partnerId, kind: "answer", about: number, ...said },
    program,
  );
  await keepsight.jobs.send(database, "carry-parcels", {});
}

/** What they say of a file that we sent: it counts once, and an earlier word that comes later does not. */
async function hear(hand: Hand, parcel: ParcelDue): Promise<"done" | "unreadable"> {
  const { database, program } = hand;
  const said = await contentIn(hand, parcel, "answer");
  const file = said && (await parcelNumbered(database, { ...parcel, way: "out", number: said.about }));
  if (!said || !file) return "unreadable";
  const { word, words, reference, about } = said;
  const { lostPupilId } = file;
  await keepAbout(database, parcel.id, { about, word, words, lostPupilId, theirReference: reference });
  if (!isNews(word, file.state)) return "done";
  await keepAbout(database, file.id, { words, theirReference: reference });
  await moveParcel(hand, file.id, { state: word, emptied: true }, { by: program, words });
  if (lostPupilId === null) return "done";
  const there = `the system of ${parcel.partnerName}`;
  if (word === "taken-in")
    await noteInFile(hand, lostPupilId, `Taken in by ${there}, which looks for the child too.`);
  if (word === "declined" || word === "unreadable")
    await noteInFile(
      hand,
      lostPupilId,
      `${word === "declined" ? "Declined" : "Could not be read"} by ${there}. ${words}`.trim(),
    );
  if (word === "handed-over") await handOver(hand, parcel, file);
  return "done";
}

function isNews(word: AnswerWord, state: ParcelDue["state"]): boolean {
  // Withdrawn too late: what they had done by then is what counts.
  if (state === "withdrawn") return word === "taken-in" || word === "handed-over";
  return answers.indexOf(word) > (answers as readonly string[]).indexOf(state);
}

/** The child has the file there: it is handed over here as well, by the program, where its record lets the program know of it. */
async function handOver({ keepsight }: Hand, parcel: ParcelDue, { reference }: ParcelDue): Promise<void> {
  const viewer = await programItself(databaseFor(keepsight.pool, undefined));
  const call = { viewer, act: "keep-lost-pupils", key: keyOf(parcel), request: "exchange" } as const;
  const outside = `${parcel.partnerName} found the child, and handed the file over there.`;
  await perform(keepsight, call, (context) =>
    moveFile(context, reference ?? "", { move: "hand-over", outside }),
  ).catch(async (fault: unknown) => {
    if (!(fault instanceof NotFound)) throw fault;
  });
}

/** They take a file back: what was not decided is destroyed unopened. One that is still to come is refused then. */
async function letWithdraw(hand: Hand, parcel: ParcelDue): Promise<"done" | "unreadable"> {
  const { database, program } = hand;
  const content = await contentIn(hand, parcel, "withdrawal");
  if (!content) return "unreadable";
  await keepAbout(database, parcel.id, { about: content.about });
  const file = await parcelNumbered(database, { ...parcel, number: content.about });
  if (file?.state === "waiting" || file?.state === "arrived")
    await moveParcel(hand, file.id, { state: "withdrawn", emptied: true }, { by: program });
  return "done";
}

import { postOutside } from "../interface/webhooks/index.ts";
import { contentOf, fileCalled, insertStep } from "../lost-pupils/index.ts";
import type { Hand } from "./carry-parcels.ts";
import { keepCarried, moveParcel, noteTry, type ParcelDue } from "./carrying.store.ts";
import { signingKey } from "./keys.store.ts";
import type { Content } from "./parcel.ts";
import { mayLeave } from "./parcels.store.ts";
import { partnerNow, type Standing } from "./partners.store.ts";
import { sealed } from "./sealing.ts";
import { asFile, door, goodFor, type Message, signed } from "./signing.ts";

/** For how long it is tried, in the end once an hour: longer than a long weekend, shorter than anybody forgets. */
const triedFor = { hours: 30 * 24 } as const;
const firstPauseSeconds = 5;
const longestPauseSeconds = 3600;

/** Sends a parcel, or lays it ready for whoever carries it: sealed and signed anew at each try, under the keys of the day. */
export async function deliver(hand: Hand, parcel: ParcelDue): Promise<void> {
  const { database, now, keepsight, program } = hand;
  if (Temporal.Instant.compare(parcel.madeAt.add(triedFor), now) < 0) return undeliverable(hand, parcel);
  const partner = await partnerNow(database, parcel);
  const key = await signingKey(database, parcel.authorityId);
  if (!partner || !key)
    return tryAgain(hand, parcel, partner ? "no keys of our own" : "the agreement has ended");
  if (parcel.kind === "file" && !(partner.sends && (await mayLeave(database, parcel.lostPupilId ?? 0))))
    return stop(
      hand,
      parcel,
      "withheld",
      `Not sent to the system of ${parcel.partnerName}: it may not leave now.`,
    );
  const body = await sealedFor(hand, parcel, partner);
  const lasting = partner.address === null ? goodFor.file : goodFor.request;
  const message = await signed(body, { ...key, number: parcel.number, at: now, until: now.add(lasting) });
  if (partner.address === null) {
    await keepCarried(database, parcel.id, asFile(message));
    return moveParcel(hand, parcel.id, { state: "to-carry", dueAt: now.add(lasting) }, { by: program });
  }
  const answered = await post(partner.address, message, keepsight.settings.webhooksToPrivate);
  if (answered !== "taken") return tryAgain(hand, parcel, answered);
  return moveParcel(hand, parcel.id, { state: "sent" }, { by: program });
}

/** What was not delivered in its time is no longer tried. A file can be sent again by hand. */
export async function undeliverable(hand: Hand, parcel: ParcelDue): Promise<void> {
  await stop(hand, parcel, "not-delivered", `Not delivered to the system of ${parcel.partnerName}.`);
}

async function stop(
  { database, now, program, keepsight }: Hand,
  { id, kind, lostPupilId }: ParcelDue,
  state: "withheld" | "not-delivered",
  words: string,
): Promise<void> {
  await moveParcel({ database, now }, id, { state, emptied: true }, { by: program });
  if (kind === "file" && lostPupilId !== null)
    await noteInFile({ database, now, program, keepsight }, lostPupilId, words);
}

/** Says in a file's own ledger what became of sending it. */
export async function noteInFile(
  { database, now, program }: Hand,
  lostPupilId: number,
  words: string,
): Promise<void> {
  await insertStep({ database, now, viewer: { personId: program } }, lostPupilId, {
    step: "exchanged",
    words,
  });
}

async function sealedFor({ database }: Hand, parcel: ParcelDue, partner: Standing): Promise<string> {
  const { number, kind, about, word, words, theirReference } = parcel;
  const label = { from: partner.ownCode, to: partner.code, number, openKeyId: partner.openKeyId };
  if (kind === "file")
    return sealed(await fileIn(database, parcel), { ...label, kind: "file" }, partner.openKey);
  if (kind === "withdrawal")
    return sealed({ about: about ?? "" }, { ...label, kind: "withdrawal" }, partner.openKey);
  const answer = { about: about ?? "", word: word ?? "received", words, reference: theirReference };
  return sealed(answer, { ...label, kind: "answer" }, partner.openKey);
}

async function fileIn(
  database: Hand["database"],
  { reference, lostPupilId }: ParcelDue,
): Promise<Content<"file">> {
  const file = reference ? await fileCalled(database, reference) : undefined;
  if (!file) throw new Error("The file of a parcel is gone.");
  const content = await contentOf(database, lostPupilId ?? 0);
  return { reference: file.reference, fileName: file.fileName, content: content.toString("base64") };
}

/** "taken", or in words what was met instead. */
async function post(address: string, { headers, body }: Message, toPrivate: boolean): Promise<string> {
  const url = `${address.replace(/\/$/, "")}${door}`;
  const answered = await postOutside(url, { headers, body }, { toPrivate, bytes: 500 });
  if ("not" in answered) return answered.not;
  return answered.status === 202 ? "taken" : `${answered.status}: ${whyIn(answered.said)}`;
}

function whyIn(said: string): string {
  try {
    return String(JSON.parse(said).detail).slice(0, 300);
  } catch {
    return "it did not say why";
  }
}

async function tryAgain(
  { keepsight, database, now }: Hand,
  { id, tries }: ParcelDue,
  said: string,
): Promise<void> {
  const seconds = Math.min(longestPauseSeconds, firstPauseSeconds * 2 ** Math.min(tries, 12));
  await noteTry(database, id, { said, dueAt: now.add({ seconds }) });
  await keepsight.jobs.send(database, "carry-parcels", {}, { seconds });
}

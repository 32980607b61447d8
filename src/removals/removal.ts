import { whenDueOn } from "../cases/index.ts";
import { counted, dayInWords, londonDay } from "../web/design/words.ts";
import type { Part } from "./conditions/part.ts";

/** Where the pupil goes, as the school says. */
export type Destination = "school" | "home-education" | "abroad" | "other" | "none" | "unknown";

export const destinationWords: Readonly<Record<Destination, string>> = {
  school: "Another school",
  "home-education": "Home education",
  abroad: "Abroad, or out of England and Wales",
  other: "Other education or training",
  none: "Nowhere: death, custody or the end of compulsory school age",
  unknown: "Not known",
};

export type TransferFile = "new-school" | "mmmmmmm" | "xxxxxxx" | "none";

/** What became of the transfer file, in the words of CME1. [D01] */
export const transferFileWords: Readonly<Record<TransferFile, string>> = {
  "new-school": "Sent to the new school",
  mmmmmmm: "Uploaded with MMMMMMM: out of the maintained sector, or of the country",
  xxxxxxx: "Uploaded with XXXXXXX: destination not known",
  none: "None made yet",
};

/** What became of the file, where none was made before the removal but one is in the store since. [F08] */
export function transferFileInWords(removal: {
  transferFile: TransferFile;
  fileReference: string | null;
}): string {
  const { transferFile, fileReference } = removal;
  return transferFile === "none" && fileReference
    ? `Made since and put into the store of lost pupils, as file ${fileReference}`
    : transferFileWords[transferFile];
}

/** The pupil as the school knew them on the day of the removal. */
export type PupilThen = {
  forename: string;
  surname: string;
  dateOfBirth: string | null;
  upn: string | null;
};

/** A part of a ground as it was judged, kept in words. */
export type PartKept = { clause: string; says: string; on: string | null };

export function partKept(part: Part): PartKept {
  const { clause, says } = part;
  return { clause, says, on: part.state === "met" && part.on ? part.on.toString() : null };
}

/** One thing that was done about a removal. */
export type Step = {
  step: "asked" | "agreed" | "refused" | "removed";
  onDay: string | null;
  words: string;
  madeAt: string;
  madeBy: string;
};

export type RemovalState = "waiting" | "agreed" | "refused" | "removed";

/** How a removal stands: its last step says. */
export function stateOf({ steps }: { steps: readonly Step[] }): RemovalState {
  const last = steps.at(-1)?.step;
  return last === undefined || last === "asked" ? "waiting" : last;
}

/** The day on which the name came off; undefined while it has not. */
export function removedOn({ steps }: { steps: readonly Step[] }): Temporal.PlainDate | undefined {
  const day = steps.find(({ step }) => step === "removed")?.onDay;
  return day ? Temporal.PlainDate.from(day) : undefined;
}

/** The day from which the officer agreed; undefined where nobody did. */
export function agreedFrom({ steps }: { steps: readonly Step[] }): Temporal.PlainDate | undefined {
  const day = steps.find(({ step }) => step === "agreed")?.onDay;
  return day ? Temporal.PlainDate.from(day) : undefined;
}

/** If a removal was in time by the law, sentence by sentence; what is late says so and by how much. [H09] */
export function lawfulTimes(
  removal: { metOn: Temporal.PlainDate; steps: readonly Step[]; returnSentAt: Temporal.Instant | null },
  today: Temporal.PlainDate,
): { says: string; isLate: boolean }[] {
  const step = removal.steps.find((each) => each.step === "removed");
  if (!step?.onDay) return [];
  const recordedOn = londonDay(Temporal.Instant.from(step.madeAt));
  const sentOn = removal.returnSentAt && londonDay(removal.returnSentAt);
  const removed = Temporal.PlainDate.from(step.onDay);
  const isEarly = Temporal.PlainDate.compare(removed, removal.metOn) < 0;
  const back = removed.until(recordedOn).days;
  const late = recordedOn.until(sentOn ?? today).days;
  return [
    isEarly
      ? { says: "Removed before the ground was met", isLate: true }
      : { says: `Ground met on ${dayInWords(removal.metOn)}, before the name came off`, isLate: false },
    ...(back > 0 ? [{ says: `Recorded ${counted(back, "day")} after the day it bears`, isLate: false }] : []),
    sentOn
      ? {
          says:
            late > 0
              ? `Authority told ${whenDueOn(recordedOn, sentOn)}, on ${dayInWords(sentOn)}`
              : `Authority told in time, on ${dayInWords(sentOn)}`,
          isLate: late > 0,
        }
      : {
          says:
            late > 0
              ? `Authority not told yet: ${whenDueOn(recordedOn, today)}`
              : "Authority to be told today",
          isLate: late > 0,
        },
  ];
}

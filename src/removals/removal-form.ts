import type { Field, Step as FormStep } from "../referrals/index.ts";
import type { Ground } from "./ground.ts";
import { type QuestionName, questions } from "./questions.ts";
import { destinationWords, transferFileWords } from "./removal.ts";

/** What a ground asks of this pupil, as one page of a form: all of it must be answered before a name comes off. [F01] */
export function evidenceStep(ground: Ground, names: readonly QuestionName[]): FormStep {
  const evidence: Field = {
    kind: "long-words",
    name: "evidence",
    asks: "What shows this, and where is it kept?",
    short: "Evidence",
    hint: ground.evidence,
    wanted: "Say what shows it, and where it is kept",
    most: 2000,
  };
  const asked: readonly Field[] = names.map((name) => questions[name]);
  return {
    slug: "evidence",
    title: ground.called,
    why: ground.says,
    fields: [...asked, evidence],
  };
}

/** The same page with nothing that must be answered yet: a search that is not over is half an answer and worth keeping. */
export function asFarAsKnown(step: FormStep): FormStep {
  return { ...step, fields: step.fields.map(({ wanted: _, ...field }) => field) };
}

/** When the name comes off and where the pupil goes; the new school by its seven-digit number. [F03] */
export function leavingStep(ground: Ground): FormStep {
  const destinations: Field = {
    kind: "choice",
    name: "destination",
    asks: "Where does the pupil go?",
    short: "Destination",
    wanted: "Say where the pupil goes",
    of: Object.entries(destinationWords).map(([value, text]) => ({ value, text })),
  };
  return {
    slug: "leaving",
    title: "The removal",
    why: "The register keeps the day and the reason, and the number of the new school where there is one.",
    fields: [
      {
        kind: "day",
        name: "removedOn",
        asks: "From which day is the name off the roll?",
        short: "Day of the removal",
        hint: ground.hasOwnDay
          ? "The day on which the ground was met, or a later one up to today."
          : "Today. This ground names no day of its own, so the removal is not dated back.",
        wanted: "Enter the day of the removal",
        upToToday: true,
      },
      {
        kind: "day",
        name: "lastAttended",
        asks: "On which day did the pupil last attend?",
        short: "Last day attended",
        upToToday: true,
      },
      destinations,
      {
        kind: "words",
        name: "newLaestab",
        asks: "Seven-digit number of the new school",
        short: "New school's number",
        hint: "Authority and school, such as 926 4001. Leave it empty for a school outside England.",
        most: 8,
        under: { name: "destination", answer: "school" },
      },
      {
        kind: "words",
        name: "newSchool",
        asks: "Name of the new school",
        short: "New school",
        wanted: "Enter the name of the new school",
        most: 200,
        under: { name: "destination", answer: "school" },
      },
      {
        kind: "long-words",
        name: "reason",
        asks: "Reason for the removal, as it stands in the register",
        short: "Reason",
        wanted: "Enter the reason for the removal",
        most: 1000,
      },
      {
        kind: "choice",
        name: "transferFile",
        asks: "What has become of the common transfer file?",
        short: "Common transfer file",
        hint: "Where there is none and no school is known, Keepsight makes it from what is on record and puts it into the store.",
        wanted: "Say what has become of the transfer file",
        of: Object.entries(transferFileWords).map(([value, text]) => ({ value, text })),
      },
    ],
    check: ({ destination, newLaestab, lastAttended, removedOn }) => ({
      ...(ground.destination === "told" &&
        (destination === "unknown" || destination === "none") && { destination: toldByGround(ground) }),
      ...(newLaestab !== undefined &&
        !/^\d{3}[ /]?\d{4}$/.test(String(newLaestab)) && {
          newLaestab: "The number must have seven digits, such as 9264001",
        }),
      ...(lastAttended &&
        removedOn &&
        lastAttended > removedOn && {
          lastAttended: "The last day attended must be the day of the removal or earlier",
        }),
    }),
  };
}

/** A ground that rests on knowing where the pupil goes cannot stand beside a destination that is not known. (2024 reg 9(1)) */
function toldByGround({ called, says }: Ground): string {
  return `Say where the pupil goes. You chose “${called}”: ${says} If nobody knows where the pupil goes, choose another ground`;
}

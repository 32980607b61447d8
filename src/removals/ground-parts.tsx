import { counted, DenseTable, dayInWords, GovukTag, lengthInWords } from "../web/design/index.ts";
import type { Part } from "./conditions/part.ts";
import type { GroundDecided } from "./decide-ground.ts";

const tags: Readonly<Record<Part["state"], { text: string; classes: string }>> = {
  met: { text: "Met", classes: "govuk-tag--green" },
  failed: { text: "Stands against it", classes: "govuk-tag--red" },
  missing: { text: "Missing", classes: "govuk-tag--yellow" },
  "too-soon": { text: "Too soon", classes: "govuk-tag--blue" },
};

/** Each part of a ground: what it asks, if that holds, since when or why not, by which regulation. [F01] */
export function GroundParts({ parts }: { parts: readonly Part[] }) {
  return (
    <DenseTable
      caption="What the ground asks"
      columns={[{ text: "It asks that" }, { text: "It is" }, { text: "Because" }, { text: "By" }]}
      rows={parts.map((part) => [part.says, <GovukTag {...tags[part.state]} />, whyOf(part), part.clause])}
    />
  );
}

function whyOf(part: Part): string {
  if (part.state === "met") return part.on ? `Since ${dayInWords(part.on)}` : "As you answered";
  const from =
    part.state === "too-soon" && part.from ? ` From ${dayInWords(part.from)} at the earliest.` : "";
  return `${part.because}${from}`;
}

/** "Met on 3 October 2026", or "Not yet, because ...": the answer in one sentence. */
export function answerInWords(decided: GroundDecided, today: Temporal.PlainDate): string {
  if (decided.met) {
    const days = decided.on.until(today).days;
    const ago = days > 0 ? `, ${lengthInWords(decided.on, today)} ago` : "";
    return `The ground was met on ${dayInWords(decided.on)}${ago}.`;
  }
  const open = decided.parts.filter(({ state }) => state !== "met");
  const failed = open.filter(({ state }) => state === "failed");
  if (failed.length > 0) return `No: ${counted(failed.length, "thing stands", "things stand")} against it.`;
  const when = decided.notBefore ? ` It may be met on ${dayInWords(decided.notBefore)} at the earliest.` : "";
  return `Not yet, because ${counted(open.length, "thing is", "things are")} still to come.${when}`;
}

import { londonDay, timeInWords, weekdayInWords } from "../web/design/words.ts";

const steps = [
  { act: "write-to-family", todo: "Write to the family" },
  { act: "assess-visit-risk", todo: "Assess the risks" },
  { act: "visit-family", todo: "Visit the family" },
] as const;

/** What the procedures call the things that are done for a visit. */
export const visitActs: readonly string[] = steps.map(({ act }) => act);

/** What is to be done for a visit, as an order: "Assess the risks". */
export function todoOf(act: string | undefined): string {
  return (steps.find((step) => step.act === act) ?? steps[2]).todo;
}

/** What stands at a visit to a family that nobody may approach for another child's sake, where there is no room to say why. [E04] */
export const askFirst = "Ask the safeguarding lead first";

/** How far off the due moment of a visit is, in a word and the colour of its tag. */
export function dueWord(dueAt: Temporal.Instant, now: Temporal.Instant): { word: string; colour: string } {
  const days = londonDay(now).until(londonDay(dueAt)).days;
  if (Temporal.Instant.compare(dueAt, now) < 0) return { word: "Late", colour: "govuk-tag--red" };
  if (days === 0) return { word: "Today", colour: "govuk-tag--orange" };
  return { word: days === 1 ? "Tomorrow" : `In ${days} days`, colour: "govuk-tag--blue" };
}

/** The due moment of a visit: its day, and the time where the procedure counts in hours. */
export function dueInFull(dueAt: Temporal.Instant): string {
  const time = timeInWords(dueAt);
  return time === "11:59pm"
    ? weekdayInWords(londonDay(dueAt))
    : `${weekdayInWords(londonDay(dueAt))}, ${time}`;
}

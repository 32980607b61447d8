import { dayInWords } from "../web/design/words.ts";
import type { Letter, SentBy } from "./letters.store.ts";

/** How a letter went, in words. */
export const sentByWords: Record<SentBy, string> = { post: "By post", hand: "Handed over" };

/** What became of a letter, in words. */
export function becameOf({
  outcome,
  happenedOn,
  note,
  notSentBecause,
}: Pick<Letter, "outcome" | "happenedOn" | "note" | "notSentBecause">): string {
  if (notSentBecause !== null) return `It was not sent. ${notSentBecause}`;
  if (!outcome || !happenedOn) return "Not known yet";
  const said = `${outcome === "served" ? "Served" : "Came back"} on ${dayInWords(happenedOn)}`;
  return note ? `${said}. ${note}` : said;
}

import { agenciesTold } from "../cases/index.ts";
import { disclosable } from "../enquiries/index.ts";
import { partnerNamed } from "../reports/unfound/index.ts";
import { type Disclosure, usualBasis, ways } from "./disclosure.ts";

/** One disclosure as a parent could read it: to whom, what, and why the law lets us. */
export type DisclosureInWords = { to: string; what: string; basis: string };

const redirected: Readonly<Record<string, string>> = {
  "attendance-procedure": "The area attendance team",
  "ehe-officer": "The elective home education officer",
  "existing-case": "The officer of the case that was open already",
  "other-authority": "Another authority",
};

/** Which of the child's details a question named, in the words of its form; the two parts of a name are one. */
function detailsNamed(fields: readonly string[]): string {
  const words = Object.entries(disclosable).flatMap(([field, word]) =>
    fields.includes(field) ||
    (field === "name" && (fields.includes("forename") || fields.includes("surname")))
      ? [word]
      : [],
  );
  return words
    .map((word, place) => (place === 0 ? word : word.charAt(0).toLowerCase() + word.slice(1)))
    .join(", ");
}

/** A disclosure in words. [G01] */
export function disclosureInWords({ way, to, told, fields, basis }: Disclosure): DisclosureInWords {
  const service = (told && (agenciesTold as Record<string, string>)[told]) || null;
  const named = detailsNamed(fields) || "the child’s name";
  const words: Record<Disclosure["way"], [to: string | null, what: string]> = {
    question: [to, `${ways.question}, and said who the child is: ${named}.`],
    councils: [`${told ?? "All"} councils`, `${ways.councils}, and said who the child is: ${named}.`],
    letter: [to, `${ways.letter}: ${told ?? ""}.`],
    outcome: [to, `${ways.outcome}: ${told ?? ""}`],
    told: [service, "We told them that the child is missing education."],
    worry: [to ?? service, `${ways.worry}.`],
    "passed-on": [
      (told && redirected[told]) ?? null,
      `${ways["passed-on"]}, with what it says of the child.`,
    ],
    return: [to, `${ways.return}, with what it says of the child.`],
    "transfer-file": [to, `${ways["transfer-file"]}.`],
    exchange: [to, `${ways.exchange}, sealed.`],
    sweep: [service, `${ways.sweep}: name, date of birth and how the child is educated.`],
    list: [(told && partnerNamed(told)?.called) ?? "A partner", "The list of children who cannot be found."],
    court: [
      "The court, by our legal team",
      "The steps, letters and chronology of a school attendance order.",
    ],
    "own-record": ["Whoever asked for the child’s record", `${ways["own-record"]}.`],
    file: [
      "Staff of the authority",
      `A list that names the child: ${(told ?? "").replace(/^took (.*) as a file$/, "$1")}.`,
    ],
  };
  const [who, what] = words[way];
  return { to: who ?? "Not recorded", what, basis: basis ?? usualBasis[way] };
}

import { dayInWords, GovukSummaryList } from "../web/design/index.ts";
import { choicesIn } from "./disclosure.ts";
import { type Disclosable, type Disclosed, disclosable, nameIn } from "./enquiry.ts";

const days: readonly Disclosable[] = ["dateOfBirth", "missingSince"];

/** What of a child may be read in words: days as people write them. */
export function disclosedInWords(item: Disclosable, disclosed: Disclosed): string {
  if (item === "name") return nameIn(disclosed);
  const value = disclosed[item] ?? "";
  return days.includes(item) && value ? dayInWords(Temporal.PlainDate.from(value)) : value;
}

/** What was disclosed with a question: all that the one asked is told of the child. [G01] */
export function DisclosedList({ disclosed }: { readonly disclosed: Disclosed }) {
  return (
    <GovukSummaryList
      rows={choicesIn(disclosed).map((item) => ({
        key: { text: disclosable[item] },
        value: { html: <Lines text={disclosedInWords(item, disclosed)} /> },
      }))}
    />
  );
}

function Lines({ text }: { readonly text: string }) {
  const lines = text.split("\n");
  return (
    <>
      {lines.map((line, place) => (
        <>
          {line}
          {place < lines.length - 1 && <br />}
        </>
      ))}
    </>
  );
}

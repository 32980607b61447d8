import {
  counted,
  GovukInsetText,
  GovukSummaryList,
  GovukWarningText,
  momentInWords,
} from "../web/design/index.ts";
import { number, StateTag } from "./imports.page.tsx";
import type { Import } from "./imports.store.ts";
import { definitionOf } from "./lists/index.ts";

export type ImportPageProps = {
  readonly read: Import;
  readonly waiting: number;
  readonly alreadyIn: boolean;
};

/** One file: how far it has come and what it brought. While it is being read the page comes again by itself. */
export function ImportPage({ read, waiting, alreadyIn }: ImportPageProps) {
  const { title } = definitionOf(read.list);
  return (
    <>
      <h1 class="govuk-heading-xl">
        {title}: import {read.id}
      </h1>
      {alreadyIn && (
        <GovukInsetText text="This very file has been in since then. Sending it again has changed nothing." />
      )}
      {read.fault && <GovukWarningText text={read.fault} iconFallbackText="Warning" />}
      <p role="status">
        <StateTag state={read.state} /> {progressInWords(read)}
      </p>
      <GovukSummaryList
        rows={[
          row("Sent", momentInWords(read.madeAt)),
          row("Finished", read.finishedAt ? momentInWords(read.finishedAt) : "Not yet"),
          row("New children or entries", number(read.rowsNew)),
          row("Changed", number(read.rowsChanged)),
          row("The same as before", number(read.rowsSame)),
          row("Not clear", number(read.rowsRejected)),
        ]}
      />
      {waiting > 0 ? (
        <p>
          <a href={`/rejected-rows?import=${read.id}`}>
            Correct the {counted(waiting, "row")} of this file that still wait
          </a>
        </p>
      ) : (
        read.state === "done" && <p>No row of this file waits for correction.</p>
      )}
    </>
  );
}

function progressInWords({ state, rowsDone, rowsExpected }: Import): string {
  if (state === "done") return `All ${counted(rowsDone, "row")} were read.`;
  if (state === "waiting" && rowsDone === 0) return "It is read in a moment. This page shows when.";
  return `${counted(rowsDone, "row")} of about ${number(Math.max(rowsDone, rowsExpected))} were read.`;
}

function row(key: string, text: string) {
  return { key: { text: key }, value: { text } };
}

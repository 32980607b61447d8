import { dayOf } from "../calendar/index.ts";
import { DenseTable, dayInWords, momentInWords } from "../web/design/index.ts";
import type { AuthorityFact } from "./standing-duty.ts";

/** Every record of one task, the last first: also those that were corrected, and by what. */
export function DutyRecords({
  records,
  correctAt,
}: {
  records: readonly { record: AuthorityFact; corrected: AuthorityFact | undefined }[];
  /** The page on which a record is corrected; undefined for who may not. */
  correctAt: ((record: AuthorityFact) => string) | undefined;
}) {
  if (records.length === 0) return <p>Nobody has recorded it yet.</p>;
  return (
    <DenseTable
      caption="When it was done"
      columns={[
        { text: "Day", unbroken: true },
        { text: "What was done, or where the document is" },
        { text: "Recorded" },
        { text: "Mistaken?" },
      ]}
      rows={records.map(({ record, corrected }) => [
        dayInWords(dayOf(record.happenedAt)),
        <span class="keepsight-typed">{record.note}</span>,
        `${momentInWords(record.madeAt)} by ${record.madeByName}`,
        corrected
          ? correctionInWords(corrected)
          : correctAt && (
              <a href={correctAt(record)}>
                Correct
                <span class="govuk-visually-hidden">
                  {" "}
                  the record of {dayInWords(dayOf(record.happenedAt))}
                </span>
              </a>
            ),
      ])}
    />
  );
}

function correctionInWords({ kind, note, madeAt, madeByName }: AuthorityFact): string {
  const by = `${momentInWords(madeAt)} by ${madeByName}`;
  return kind === "duty-done" ? `Corrected ${by}` : `It was not done: ${note} (${by})`;
}

import {
  DenseTable,
  dayInWords,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukSummaryList,
  GovukTextarea,
  GovukWarningText,
  type Markup,
  MoreAt,
  momentInWords,
  type Typed,
} from "../web/design/index.ts";
import { PartsTable } from "./parts-table.tsx";
import type { Deletion } from "./retention.ts";

const standing = ({ done, refused }: Deletion) =>
  done ? "Deleted" : refused ? "Refused" : "Waits for another person";

/** Proposals and certificates, the latest first. No child is named. */
export function DeletionsPage({
  deletions,
  moreAt,
}: {
  deletions: readonly Deletion[];
  moreAt: string | undefined;
}) {
  return (
    <>
      <h1 class="govuk-heading-l">Proposals and certificates of deletion</h1>
      {deletions.length === 0 ? (
        <p class="govuk-body">No deletion has been proposed.</p>
      ) : (
        <DenseTable
          caption="The latest first"
          columns={[
            { text: "Reference", unbroken: true },
            { text: "Rule" },
            { text: "Proposed" },
            { text: "Decided" },
            { text: "State" },
          ]}
          rows={deletions.map((deletion): Markup[] => {
            const decided = deletion.done ?? deletion.refused;
            return [
              <a key={deletion.id} href={`/retention/deletions/${deletion.reference}`}>
                {deletion.reference}
              </a>,
              deletion.ruleWords,
              `${deletion.proposedBy}, ${momentInWords(deletion.proposedAt)}`,
              decided ? `${decided.by}, ${momentInWords(decided.at)}` : "",
              standing(deletion),
            ];
          })}
        />
      )}
      <MoreAt href={moreAt}>Earlier ones</MoreAt>
    </>
  );
}

export type DeletionProps = {
  deletion: Deletion;
  /** Of a proposal, what would go; of a certificate, what went. */
  parts: Readonly<Record<string, number>>;
  called: ReadonlyMap<string, string>;
  child: { id: number; name: string } | undefined;
  mayDecide: boolean;
  csrf: string;
  typed: Typed;
  errors: FormErrors | undefined;
};

/** One proposal with its two answers, or the certificate of what was deleted, by whom and under which rule. */
export function DeletionPage(props: DeletionProps) {
  const { deletion, parts, called, child } = props;
  const { reference, ruleWords, dueOn, proposedBy, proposedAt, refused, done } = deletion;
  const rows: [string, Markup][] = [
    ["Rule", `${ruleWords}, which was ${dayInWords(dueOn)}`],
    ["Proposed by", `${proposedBy}, ${momentInWords(proposedAt)}`],
  ];
  if (child) rows.unshift(["Child", <a href={`/retention/children/${child.id}`}>{child.name}</a>]);
  if (refused) rows.push(["Refused by", `${refused.by}, ${momentInWords(refused.at)}: ${refused.reason}`]);
  if (done) rows.push(["Approved and deleted by", `${done.by}, ${momentInWords(done.at)}`]);
  return (
    <>
      <span class="govuk-caption-l">{reference}</span>
      <h1 class="govuk-heading-l">{done ? "Certificate of deletion" : "Proposal to delete a record"}</h1>
      <GovukSummaryList rows={rows.map(([key, value]) => ({ key: { text: key }, value: { html: value } }))} />
      <PartsTable caption={done ? "What was deleted" : "What would go"} {...{ parts, called }} />
      {done ? (
        <p class="govuk-body">
          The record was deleted in every table and file of Keepsight. The log of who did what keeps its
          numbers, which name nobody now. Backups lose the record as they grow old.
        </p>
      ) : (
        <Deciding {...props} />
      )}
    </>
  );
}

function Deciding({ deletion, mayDecide, csrf, typed, errors }: DeletionProps) {
  if (deletion.refused) return null;
  if (!mayDecide) return <p class="govuk-body">You proposed this, so another person decides.</p>;
  const at = `/retention/deletions/${deletion.reference}`;
  return (
    <>
      <GovukWarningText text="What is deleted cannot be brought back." iconFallbackText="Warning" />
      <Form action={`${at}/approval`} csrf={csrf}>
        <GovukButton
          text="Approve, and delete the record"
          classes="govuk-button--warning"
          preventDoubleClick={true}
        />
      </Form>
      <Form action={`${at}/refusal`} csrf={csrf}>
        <GovukTextarea
          {...fieldsOf(typed, errors).text("reason")}
          label={{ text: "Or keep it, because" }}
          rows="2"
        />
        <GovukButton text="Refuse" classes="govuk-button--secondary" preventDoubleClick={true} />
      </Form>
    </>
  );
}

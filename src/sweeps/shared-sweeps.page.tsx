import { DenseTable, MoreAt, momentInWords } from "../web/design/index.ts";
import type { Share } from "./sweeps.store.ts";

/** What sweeps shared with the viewer's service, the last on top: each list as it was sent. [E06] */
export function SharedSweepsPage({
  shares,
  path,
  moreAt,
}: {
  /** The address of this page. */
  readonly path: string;
  readonly shares: readonly Share[];
  readonly moreAt: string | undefined;
}) {
  return (
    <>
      <h1 class="govuk-heading-l">Truancy sweeps</h1>
      {shares.length === 0 && (
        <p class="govuk-body">
          Nothing has been shared with your service yet. After a sweep its list stands here.
        </p>
      )}
      {shares.map((share) => (
        <>
          <DenseTable
            caption={share.called}
            columns={[
              ...[{ text: "Child" }, { text: "Date of birth", unbroken: true }, { text: "Status" }],
              ...(share.audience === "youth-offending" ? [{ text: "Action" }] : []),
            ]}
            rows={share.children.map(({ forename, surname, dateOfBirth, status, action }) => [
              `${forename} ${surname}`,
              dateOfBirth ?? "",
              status,
              ...(share.audience === "youth-offending" ? [action ?? ""] : []),
            ])}
          />
          <p class="govuk-body-s">
            Shared {momentInWords(share.madeAt)} by {share.madeBy}. {share.lawfulBasis}.{" "}
            <a class="govuk-link" href={`${path}/${share.id}.csv`}>
              Save as a CSV file<span class="govuk-visually-hidden">: {share.called}</span>
            </a>
          </p>
        </>
      ))}
      <MoreAt href={moreAt}>Show earlier lists</MoreAt>
    </>
  );
}

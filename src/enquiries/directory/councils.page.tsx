import { counted, DenseTable, GovukTag, MoreAt } from "../../web/design/index.ts";
import { howReached } from "./contact.ts";
import type { Council } from "./councils.store.ts";
import { DirectoryParts } from "./directory-parts.tsx";

export interface CouncilsPageProps {
  readonly councils: readonly Council[];
  readonly counts: { readonly all: number; readonly unreached: number };
  /** If only those are shown that cannot be asked. */
  readonly unreached: boolean;
  readonly moreAt: string | undefined;
  readonly fileAt: string;
}

/** Every other council with who is asked there; where nobody is known, the page says so first. [G06] */
export function CouncilsPage({ councils, counts, unreached, moreAt, fileAt }: CouncilsPageProps) {
  return (
    <>
      <h1 class="govuk-heading-l">Directory</h1>
      <DirectoryParts active="councils" />
      <p class="govuk-body">
        {counts.unreached === 0
          ? `All ${counts.all} other councils can be asked about a child.`
          : `${counted(counts.unreached, "council")} of ${counts.all} cannot be asked: nobody signs in there, and no e-mail address is known.`}{" "}
        {counts.unreached > 0 &&
          (unreached ? (
            <a href="/directory/councils">Show every council</a>
          ) : (
            <a href="/directory/councils?show=unreached">Show only these</a>
          ))}
      </p>
      {councils.length > 0 && (
        <DenseTable
          caption={unreached ? "Councils that cannot be asked" : "Every other council"}
          columns={[
            { text: "Council" },
            { text: "Code", unbroken: true },
            { text: "Ask for" },
            { text: "E-mail" },
            { text: "Telephone" },
            { text: "How a question gets there" },
          ]}
          rows={councils.map((council) => [
            <a href={addressOf(council)}>{council.name}</a>,
            council.code,
            council.askFor ?? "–",
            <span class="govuk-!-text-break-word">{council.email ?? "–"}</span>,
            council.phone ?? "–",
            isReached(council) ? (
              howReached(council)
            ) : (
              <GovukTag text="No contact yet" classes="govuk-tag--yellow" />
            ),
          ])}
        />
      )}
      <MoreAt href={moreAt}>More councils</MoreAt>
      <p class="govuk-body">
        <a href={fileAt}>Take the list as a file (CSV)</a>
      </p>
    </>
  );
}

function isReached({ signsIn, email, ended }: Council): boolean {
  return signsIn || (!ended && email !== null);
}

/** Its entry, or the form to make one. */
function addressOf({ id, askFor, email, phone, ended }: Council): string {
  return askFor || email || phone || ended ? `/directory/authority-${id}` : `/directory/new?council=${id}`;
}

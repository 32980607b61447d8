import {
  DenseTable,
  Filters,
  GovukInsetText,
  GovukSelect,
  MoreAt,
  shortDay,
} from "../../web/design/index.ts";
import { SendRegularly } from "../schedules/send-regularly.tsx";
import { partners, type Told, told } from "./partners.ts";
import type { Unfound } from "./unfound.store.ts";

export type UnfoundShown = {
  partner: string;
  children: readonly Unfound[];
  moreAt: string | undefined;
  fileAt: string;
};

/** The children whom nobody has found, as one partner is told of them. [H03] */
export function UnfoundPage({ partner, children, moreAt, fileAt }: UnfoundShown) {
  const columns = partners[partner]?.told ?? [];
  return (
    <>
      <h1 class="govuk-heading-l">Children who cannot be found</h1>
      <p class="govuk-body">
        Of each open case in which nobody has met or reached the family, what this partner needs to recognise
        the child.
      </p>
      <SendRegularly report="unfound" />
      <Filters action="/unfound">
        <GovukSelect
          id="for"
          name="for"
          label={{ text: "List for" }}
          items={Object.entries(partners).map(([value, { called }]) => ({
            ...{ value, text: called, selected: value === partner },
          }))}
        />
      </Filters>
      <GovukInsetText text="A child whose record is restricted, or whose family must not be approached, is on no list. Full addresses, carers, reasons and flags are never told." />
      {children.length === 0 ? (
        <p class="govuk-body">Somebody has met or reached the family in every open case.</p>
      ) : (
        <DenseTable
          caption={`For ${lowerFirst(partners[partner]?.called ?? "")}, the longest open first`}
          columns={columns.map((column) => ({ text: told[column], unbroken: column === "reference" }))}
          rows={children.map((child) => columns.map((column) => inWords(column, child[column])))}
        />
      )}
      <MoreAt href={moreAt}>More children</MoreAt>
      {children.length > 0 && (
        <p class="govuk-body">
          <a class="govuk-link" href={fileAt} download>
            Take the list as a CSV file
          </a>{" "}
          to give to this partner and nobody else. That you took it is recorded, with each child.
        </p>
      )}
    </>
  );
}

function inWords(column: Told, value: string | null): string {
  if (value === null) return "";
  return column === "dateOfBirth" || column === "missingSince"
    ? shortDay(Temporal.PlainDate.from(value))
    : value;
}

function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

import type { Procedure } from "../procedures/index.ts";
import {
  DenseTable,
  dayInWords,
  Form,
  GovukButton,
  GovukInsetText,
  GovukSelect,
} from "../web/design/index.ts";
import { StateTag } from "./edit-version.page.tsx";
import type { Span } from "./edit-versions.ts";
import type { Version } from "./versions.store.ts";

/** The versions of one procedure for one authority. */
export type VersionsShown = {
  readonly authority: { readonly id: number; readonly name: string };
  /** If the authority's cases go by this procedure. */
  readonly isFollowed: boolean;
  readonly spans: readonly Span[];
  /** Those that are not in force: drafts and what was withdrawn. */
  readonly others: readonly Version[];
};

export type VersionsPageProps = {
  readonly procedure: Procedure;
  readonly shown: readonly VersionsShown[];
  readonly csrf: string;
};

/** Which version is in force from when until when, what is being written, and the way to make one's own. */
export function VersionsPage({ procedure, shown, csrf }: VersionsPageProps) {
  return (
    <>
      <span class="govuk-caption-xl">{procedure.title}</span>
      <h1 class="govuk-heading-xl">Versions</h1>
      {shown.map(({ authority, isFollowed, spans, others }) => (
        <>
          {shown.length > 1 && <h2 class="govuk-heading-l">{authority.name}</h2>}
          {!isFollowed && (
            <GovukInsetText
              text={`The cases of ${authority.name} do not go by this procedure: a version of it changes nothing for them.`}
            />
          )}
          <SpansTable spans={spans} />
          <Form action={`/procedures/${procedure.procedure}/versions`} csrf={csrf}>
            <input type="hidden" name="authority" value={authority.id} />
            <GovukSelect
              id={`basedOn-${authority.id}`}
              name="basedOn"
              label={{ text: "Make our own version, beginning from" }}
              items={spans
                .map(({ version }) => ({ value: version, text: `Version ${version}` }))
                .toReversed()}
            />
            <GovukButton text="Make our own version" />
          </Form>
          {others.length > 0 && (
            <DenseTable
              caption="Not in force"
              columns={[
                { text: "Version" },
                { text: "Title" },
                { text: "State" },
                { text: "Last changed by" },
              ]}
              rows={others.map((version) => [
                <a href={`/procedure-versions/${version.id}`}>{version.version}</a>,
                version.title,
                <StateTag version={version} />,
                version.changedBy,
              ])}
            />
          )}
        </>
      ))}
    </>
  );
}

/** The versions in force, with the days from which and until which cases begin under them. */
export function SpansTable({ spans }: { readonly spans: readonly Span[] }) {
  return (
    <DenseTable
      caption="In force"
      columns={[{ text: "Version" }, { text: "From" }, { text: "Until" }, { text: "Put in force by" }]}
      rows={spans.map(({ version, id, from, until, by }) => [
        id === undefined ? version : <a href={`/procedure-versions/${id}`}>{version}</a>,
        dayInWords(from),
        until === undefined
          ? "No end"
          : Temporal.PlainDate.compare(until, from) < 0
            ? "Replaced before it began"
            : dayInWords(until),
        by ?? "Shipped with the program",
      ])}
    />
  );
}

import type { VersionRead } from "./edit-version.ts";
import { MovedCountsShown } from "./moved-deadlines.page.tsx";
import type { Proof } from "./versions.store.ts";

export type ChangesPageProps = {
  readonly version: VersionRead;
  /** What changed, a line each. */
  readonly lines: readonly string[];
  readonly proof: Proof | undefined;
};

/** What changed from the version that this one was made from, and what would become of open deadlines. */
export function ChangesPage({ version, lines, proof }: ChangesPageProps) {
  const at = `/procedure-versions/${version.id}`;
  return (
    <>
      <span class="govuk-caption-xl">
        Version {version.version} of {version.title}
      </span>
      <h1 class="govuk-heading-xl">What it changes</h1>
      <h2 class="govuk-heading-m">From version {version.basedOn}</h2>
      {lines.length === 0 ? (
        <p>Nothing that changes a duty, a time or a word of one.</p>
      ) : (
        <ul class="govuk-list govuk-list--bullet">
          {lines.map((line) => (
            <li>{line}</li>
          ))}
        </ul>
      )}
      <h2 class="govuk-heading-m">Open deadlines that would move</h2>
      {proof?.moved && proof.finishedAt ? (
        <>
          <MovedCountsShown moved={proof.moved} asAt={proof.finishedAt} />
          {proof.moved.deadlines > 0 && (
            <p>
              <a href={`${at}/moved-deadlines`}>See them case by case</a>
            </p>
          )}
        </>
      ) : (
        <p>
          They are worked out with the proof. <a href={`${at}/proof`}>Prove it</a> first.
        </p>
      )}
    </>
  );
}

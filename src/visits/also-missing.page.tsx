import type { AlsoMissing } from "./visit-requests.store.ts";

/** The brothers and sisters who are missing education too. */
export function AlsoMissingHere({
  siblings,
  isTold = false,
}: {
  readonly siblings: readonly AlsoMissing[];
  /** If the words "Also missing" stand beside it already. */
  readonly isTold?: boolean;
}) {
  if (siblings.length === 0) return null;
  return (
    <p class="govuk-body">
      {!isTold && <strong>Also missing: </strong>}
      {siblings.map(({ name, reference }, place) => (
        <>
          {place > 0 && ", "}
          {name} (
          <a class="govuk-link" href={`/cases/${reference}`}>
            {reference}
          </a>
          )
        </>
      ))}
    </p>
  );
}

import { GovukSummaryList, type Typed } from "../web/design/index.ts";

/** Whom to tell what one knows, once a question is over. */
export function WhomToTell({ reference, council }: { readonly reference: string; readonly council: string }) {
  return (
    <p class="govuk-body">
      If you know where the child is, or fear for it, tell {council} all the same: ring whoever wrote to you,
      or{" "}
      <a class="govuk-link" href="/concern">
        tell us without an account
      </a>{" "}
      and give the number {reference}. If a child is in danger now, ring 999.
    </p>
  );
}

const fields: Readonly<Record<string, string>> = {
  school: "School",
  address: "Address",
  postcode: "Postcode",
  note: "Anything else",
  "told-by": "Your name and your work",
};

/** An answer that could not be kept, given back to whoever typed it. It says nothing that they did not write. */
export function GivenBack({ typed }: { readonly typed: Typed }) {
  const written = Object.entries(fields).flatMap(([name, text]) => {
    const value = String(typed[name] ?? "").trim();
    return value === "" ? [] : [{ key: { text }, value: { text: value, classes: "keepsight-typed" } }];
  });
  if (written.length === 0) return null;
  return (
    <>
      <h2 class="govuk-heading-m">What you wrote</h2>
      <GovukSummaryList rows={written} />
    </>
  );
}

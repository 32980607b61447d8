import type { Viewer } from "../access/index.ts";
import type { AuditLine } from "../audit/index.ts";
import { DenseTable, momentInWords } from "../web/design/index.ts";
import type { Kase } from "./case.ts";
import { CaseTabs } from "./case-tabs.tsx";

/** Who did or saw what of the child of a case, newest first. */
export function ReadingsPage({
  kase,
  viewer,
  lines,
}: {
  kase: Kase;
  viewer: Viewer;
  lines: readonly AuditLine[];
}) {
  return (
    <>
      <span class="govuk-caption-l">Case {kase.reference}</span>
      <h1 class="govuk-heading-l">Who looked</h1>
      <CaseTabs kase={kase} active="readings" viewer={viewer} />
      <DenseTable
        caption={`Everything done with or seen of this child, newest first${lines.length === 200 ? " (the last 200)" : ""}`}
        columns={[{ text: "When", unbroken: true }, { text: "Who" }, { text: "What" }, { text: "About" }]}
        rows={lines.map(({ at, person, act, subject }) => [
          momentInWords(at),
          person ?? "Keepsight",
          act,
          subject,
        ])}
      />
    </>
  );
}

import { DenseTable, dayInWords, type Markup } from "../web/design/index.ts";
import type { DueRecord } from "./retention.store.ts";
import { countsFrom, keptWords, type RetentionRule, ruleInWords } from "./retention.ts";

/** Which records have reached their day, and the rules by which they do. */
export function RetentionPage({
  due,
  moreAt,
  rules,
}: {
  due: readonly DueRecord[];
  moreAt: string | undefined;
  rules: readonly RetentionRule[];
}) {
  return (
    <>
      <h1 class="govuk-heading-l">How long records are kept</h1>
      <p class="govuk-body">
        A record goes when every rule that applies to it has ended, no case is open and nobody holds it. One
        person proposes it and another approves it.{" "}
        <a href="/retention/deletions">Proposals and certificates</a>
      </p>
      {due.length === 0 ? (
        <p class="govuk-body">
          No record has reached its day. Those that do will be listed here, the oldest first.
        </p>
      ) : (
        <DenseTable
          caption="Records that have reached their day"
          columns={[
            { text: "Child" },
            { text: "Born", unbroken: true },
            { text: "Rule that kept it longest" },
            { text: "Since", unbroken: true },
            { text: "Now" },
          ]}
          rows={due.map((record): Markup[] => [
            <a
              key={record.id}
              href={`/retention/children/${record.id}`}
            >{`${record.forename} ${record.surname}`}</a>,
            record.dateOfBirth ? dayInWords(record.dateOfBirth) : "Not known",
            ruleInWords(record),
            dayInWords(record.dueOn),
            record.proposed ? (
              <a key="proposed" href={`/retention/deletions/${record.proposed}`}>
                Proposed
              </a>
            ) : record.kept ? (
              keptWords[record.kept]
            ) : (
              "May go"
            ),
          ])}
        />
      )}
      <ul class="govuk-list">
        {moreAt && (
          <li>
            <a href={moreAt}>Younger ones</a>
          </li>
        )}
        <li>
          <a href="/retention.csv">Take the list as a file (CSV)</a>
        </li>
      </ul>
      <DenseTable
        caption="The rules"
        columns={[
          { text: "What" },
          { text: "Years" },
          { text: "After" },
          { text: "Where it comes from" },
          { text: "How we read it" },
        ]}
        rows={rules.map(({ rule, called, years, countsFrom: from, source, reading }): Markup[] => [
          <a key={rule} href={`/retention/rules/${rule}`}>
            {called}
          </a>,
          String(years),
          countsFrom[from],
          source,
          reading || "As it came with Keepsight",
        ])}
      />
    </>
  );
}

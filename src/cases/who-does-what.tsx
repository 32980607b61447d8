import type { Role } from "../access/index.ts";
import { reasonInWords } from "../children/index.ts";
import {
  isOwedNow,
  type Obligation,
  procedureActs,
  type ReasonGroup,
  worstFirst,
} from "../procedures/index.ts";
import { DenseTable, GovukDetails } from "../web/design/index.ts";
import { whenDue } from "./due-words.ts";

type Shown = {
  groups: readonly ReasonGroup[];
  /** What is owed on the case, if there is one yet, and the moment. */
  obligations?: readonly Obligation[];
  now: Temporal.Instant;
};

/** For the reason of a case, who does what by the authority's own table, and what each of them owes now. [A09] */
export function WhoDoesWhat({ reason, groups, obligations = [], now }: Shown & { reason: string }) {
  const title = `Who does what: ${reasonInWords(reason).toLowerCase()}`;
  return groups.map(({ group, clause, who }) => (
    <GovukDetails
      key={clause}
      classes="keepsight-not-printed"
      summaryText={title}
      html={
        <DenseTable
          caption={`${group} (${clause})`}
          columns={[{ text: "Who" }, { text: "Does" }, { text: "Owes now" }]}
          rows={who.map(({ called, role, does }) => [
            called,
            <Does does={does} />,
            role ? (owedBy(role, obligations, now) ?? "Nothing at this moment") : "",
          ])}
        />
      }
    />
  ));
}

/** The whole table before there is a case: whoever decides on a referral chooses the reason from it. [A09] */
export function WhoDoesWhatByReason({ groups }: Pick<Shown, "groups">) {
  if (groups.length === 0) return null;
  return (
    <GovukDetails
      summaryText="Who does what next, for each reason"
      html={groups.map(({ group, clause, reasons, who }) => (
        <section key={clause}>
          <DenseTable
            caption={`${group} (${clause})`}
            columns={[{ text: "Who" }, { text: "Does next" }]}
            rows={who.map(({ called, does }) => [called, <Does does={does} />])}
          />
          <p class="govuk-hint">{`Reasons: ${reasons.map(reasonInWords).join("; ")}`}</p>
        </section>
      ))}
    />
  );
}

function Does({ does }: { does: readonly string[] }) {
  return (
    <ul class="govuk-list govuk-list--bullet govuk-!-margin-bottom-0">
      {does.map((words) => (
        <li key={words}>{words}</li>
      ))}
    </ul>
  );
}

/** What a role owes soonest; undefined for whom nothing is owed. */
function owedBy(role: Role, obligations: readonly Obligation[], now: Temporal.Instant): string | undefined {
  const [first, ...others] = obligations
    .filter((each) => each.role === role && isOwedNow(each))
    .toSorted(worstFirst);
  if (!first) return undefined;
  const more = others.length > 0 ? `, and ${others.length} more` : "";
  return `${procedureActs[first.act].verb}: ${whenDue(first.dueAt, now)} (${first.clause})${more}`;
}

import { z } from "zod";
import { type Reason, reasons, type VulnerabilityGroup, vulnerabilityGroups } from "../children/index.ts";
import type { Candidate } from "../matching/index.ts";
import {
  choices,
  type FormErrors,
  fieldsOf,
  GovukCheckboxes,
  GovukDateInput,
  GovukDetails,
  GovukRadios,
  GovukSelect,
  GovukTextarea,
  optionalDay,
  type Typed,
} from "../web/design/index.ts";
import { type ReferralContent, type RouteOnward, routesOnward } from "./referral.ts";

const onward = Object.keys(routesOnward) as RouteOnward[];

/** How a decision on a referral is read from its form. */
export const decisionForm = (today: Temporal.PlainDate) =>
  z
    .object({
      match: z.string().max(40),
      decision: z.enum(["open-case", "existing-case", ...onward]),
      missingSince: optionalDay("day since when the child is missing", { upTo: today }),
      reason: z.enum(Object.keys(reasons) as [Reason, ...Reason[]]).optional(),
      address: z.enum(["inside", "outside", "unknown"]).optional(),
      groups: choices(
        z.enum(Object.keys(vulnerabilityGroups) as [VulnerabilityGroup, ...VulnerabilityGroup[]]),
      ),
      words: z.string().max(1000).optional(),
    })
    .superRefine((read, context) => {
      if (read.decision !== "open-case") return;
      if (!read.reason) context.addIssue({ code: "custom", message: "Choose the reason", path: ["reason"] });
      if (!read.address)
        context.addIssue({
          code: "custom",
          message: "Say where the family is believed to live",
          path: ["address"],
        });
    });

export const decisionNames = {
  match: "who the child is, or that nobody on a list is the same child",
  decision: "what to do with the referral",
};

/** What the referral's own answers suggest, for the officer to change. [A08] */
export function suggestedBy({ answers }: ReferralContent, hasAddress: boolean): Typed {
  const byGround: Record<string, Reason> = {
    moved: "moved-within-country",
    absent: "long-absence",
    "home-education": "home-education-unregistered",
    excluded: "excluded-formally",
  };
  const byAbsence: Record<string, Reason> = {
    "left-without-notice": "left-destination-unknown",
    "never-came": "failed-transition",
    "never-came-in-year": "mid-year-move",
  };
  const { lastAttended, ground, socialWorker, concernWords, absentSince, away, protectionPlan } = answers;
  return {
    ...(lastAttended && { missingSince: Temporal.PlainDate.from(String(lastAttended)) }),
    reason: absentSince
      ? (byAbsence[String(away)] ?? "long-absence")
      : (byGround[String(ground)] ?? "left-destination-unknown"),
    address: ground === "moved" || !hasAddress ? "unknown" : "inside",
    groups: [
      ...(protectionPlan === "yes"
        ? ["child-protection-plan"]
        : socialWorker === "yes"
          ? ["child-in-need"]
          : []),
      ...(/forced(ly)?\W+marr|marr\w+\W+(abroad|against)/i.test(String(concernWords ?? ""))
        ? ["forced-marriage"]
        : []),
    ],
  };
}

export type DecisionFieldsProps = {
  typed: Typed;
  errors: FormErrors | undefined;
  others: readonly Candidate[];
  /** The open case of the child whom the referral names. */
  openCase: string | undefined;
  /** The open cases of those who may be the child, by child. */
  openCases: ReadonlyMap<number, string>;
};

/** The questions of a decision: who the child is, what to do, and for a case what it starts from. */
export function DecisionFields({ typed, errors, others, openCase, openCases }: DecisionFieldsProps) {
  const field = fieldsOf(typed, errors);
  const theirs = others.flatMap(({ childId }) => openCases.get(childId ?? 0) ?? []);
  return (
    <>
      {others.length === 0 ? (
        <input type="hidden" name="match" value="none" />
      ) : (
        <GovukRadios
          {...field.choice("match")}
          fieldset={{
            legend: { text: "Is one of these the same child?", classes: "govuk-fieldset__legend--m" },
          }}
          hint={{ text: "Your answer is kept with the search. No records are merged." }}
          items={[
            ...others.map(({ key, closest }) => ({
              value: key,
              text: `Yes: ${closest.forename} ${closest.surname}`,
            })),
            { divider: "or" },
            { value: "none", text: "No, none of these is the same child" },
          ]}
        />
      )}
      <GovukRadios
        {...field.choice("decision")}
        fieldset={{ legend: { text: "What do you decide?", classes: "govuk-fieldset__legend--m" } }}
        items={[
          openCase
            ? { value: "existing-case", text: `Add it to the open case ${openCase}` }
            : {
                value: "open-case",
                text: "Open a case",
                conditional: { html: <CaseFields field={field} typed={typed} /> },
              },
          ...(openCase === undefined && theirs.length > 0
            ? [
                {
                  value: "existing-case",
                  text: `Add it to the open case ${theirs.length === 1 ? theirs[0] : "of the child chosen above"}`,
                },
              ]
            : []),
          ...onward.map((value) => ({ value, text: routesOnward[value].text })),
        ]}
      />
      <GovukTextarea
        {...field.text("words")}
        label={{ text: "Anything else that the sender should know (optional)", classes: "govuk-label--s" }}
        hint={{ text: "The sender is told the decision anyway. Do not write here what they need not know." }}
        rows="2"
      />
    </>
  );
}

function CaseFields({ field, typed }: { field: ReturnType<typeof fieldsOf>; typed: Typed }) {
  const chosen = [typed["groups"] ?? []].flat().length;
  return (
    <>
      <GovukDateInput
        {...field.day("missingSince")}
        fieldset={{ legend: { text: "Missing since", classes: "govuk-fieldset__legend--s" } }}
        hint={{
          text: "The last day on which the child is known to have been educated. Leave empty if not known.",
        }}
      />
      <GovukSelect
        {...field.text("reason")}
        label={{ text: "Reason", classes: "govuk-label--s" }}
        items={[
          { value: "", text: "Choose a reason" },
          ...Object.entries(reasons).map(([value, { text }]) => ({ value, text })),
        ]}
      />
      <GovukRadios
        {...field.choice("address")}
        fieldset={{
          legend: {
            text: "Where does the family live, as far as anybody knows?",
            classes: "govuk-fieldset__legend--s",
          },
        }}
        items={[
          { value: "inside", text: "At a known address in this authority" },
          { value: "outside", text: "At a known address in another authority" },
          { value: "unknown", text: "Not known" },
        ]}
      />
      <GovukDetails
        summaryText={`Vulnerability groups${chosen > 0 ? ` (${chosen} chosen)` : ""}`}
        open={chosen > 0}
        html={
          <GovukCheckboxes
            {...field.choices("groups")}
            classes="govuk-checkboxes--small keepsight-columns"
            fieldset={{
              legend: {
                text: "Does the child belong to any of these groups?",
                classes: "govuk-fieldset__legend--s",
              },
            }}
            items={Object.entries(vulnerabilityGroups).map(([value, text]) => ({ value, text }))}
          />
        }
      />
    </>
  );
}

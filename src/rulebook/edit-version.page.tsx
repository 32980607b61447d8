import { drawingOf, limitInWords, type StageDrawing } from "../procedures/drawing/index.ts";
import { type Procedure, type Rule, roleInWords } from "../procedures/index.ts";
import {
  counted,
  DenseTable,
  dayInWords,
  Form,
  GovukButton,
  GovukSummaryList,
  GovukTag,
  type Markup,
  momentInWords,
} from "../web/design/index.ts";
import { examplesAmiss, lacksBoundary } from "./edit-examples.ts";
import type { VersionRead } from "./edit-version.ts";
import { Folded } from "./folded.tsx";
import type { Version } from "./versions.store.ts";

export type VersionPageProps = {
  readonly version: VersionRead;
  readonly mayEdit: boolean;
  readonly mayPut: boolean;
  readonly csrf: string;
};

/** One own version: where it stands, what comes next, and each obligation with the way to change it. */
export function VersionPage({ version, mayEdit, mayPut, csrf }: VersionPageProps) {
  const at = `/procedure-versions/${version.id}`;
  const editable = mayEdit && version.decision === null;
  return (
    <>
      <span class="govuk-caption-xl">
        Version {version.version}, {version.authority}
      </span>
      <h1 class="govuk-heading-xl">{version.title}</h1>
      <GovukSummaryList
        rows={[
          row("State", <StateTag version={version} />),
          row("Made from", `version ${version.basedOn}`),
          row("Last changed", `${momentInWords(version.changedAt)} by ${version.changedBy}`),
          version.inForceFrom ? row("In force from", dayInWords(version.inForceFrom)) : undefined,
          version.decidedAt && version.decidedBy
            ? row("Decided", `${momentInWords(version.decidedAt)} by ${version.decidedBy}`)
            : undefined,
        ]}
      />
      {version.decision === null && <NextSteps at={at} mayEdit={mayEdit} mayPut={mayPut} />}
      {version.decision === "in-force" && (
        <p>
          <a href={`${at}/changes`}>What it changed</a>
        </p>
      )}
      <Obligations at={at} procedure={version.read} editable={editable} />
      {editable && (
        <Form action={`${at}/withdrawal`} csrf={csrf} seen={version.revision}>
          <h2 class="govuk-heading-m">If it is not wanted</h2>
          <p>A version that is not wanted is withdrawn. It stays on record and can no longer be changed.</p>
          <GovukButton text="Withdraw this version" classes="govuk-button--warning" />
        </Form>
      )}
    </>
  );
}

function NextSteps({ at, mayEdit, mayPut }: { at: string; mayEdit: boolean; mayPut: boolean }) {
  return (
    <>
      <h2 class="govuk-heading-m">From here to being in force</h2>
      <ol class="govuk-list govuk-list--number">
        {mayEdit && (
          <li>
            <a href={`${at}/name`}>Name it</a>, and change what is to change in the parts below.
          </li>
        )}
        <li>
          <a href={`${at}/proof`}>Prove it</a>: no open case may ever be forgotten.
        </li>
        <li>
          <a href={`${at}/changes`}>Compare it</a> with the version that it was made from.
        </li>
        <li>
          {mayPut ? <a href={`${at}/in-force`}>Put it in force</a> : "It is put in force"}: by somebody who
          wrote none of it.
        </li>
      </ol>
    </>
  );
}

type ObligationsProps = { at: string; procedure: Procedure; editable: boolean };

/** The obligations part by part, as the procedure's own page has them: folded, but for parts in which an example waits. */
function Obligations({ at, procedure, editable }: ObligationsProps) {
  return (
    <>
      <h2 class="govuk-heading-m">{counted(procedure.rules.length, "obligation")}, part by part</h2>
      {drawingOf(procedure).map(({ stage, title, steps }) => {
        const waiting = steps.filter(({ rule }) => exampleWaits(procedure, rule)).length;
        const holds = counted(steps.length, "obligation");
        return (
          <Folded
            key={stage}
            id={`part-${stage}`}
            title={title}
            holds={waiting === 0 ? holds : `${holds}, ${waiting} to look at`}
            isOpen={waiting > 0}
          >
            <ObligationsOfPart {...{ at, procedure, editable, title, steps }} />
          </Folded>
        );
      })}
    </>
  );
}

function exampleWaits(procedure: Procedure, rule: Rule): boolean {
  return examplesAmiss(procedure, rule) > 0 || lacksBoundary(procedure, rule);
}

type PartProps = ObligationsProps & Pick<StageDrawing, "title" | "steps">;

function ObligationsOfPart({ at, procedure, editable, title: part, steps }: PartProps) {
  return (
    <DenseTable
      caption={part}
      columns={[
        { text: "Step" },
        { text: "What" },
        { text: "Who" },
        { text: "Within" },
        { text: "Told when late" },
        { text: "Examples" },
        ...(editable ? [{ text: "Change" }] : []),
      ]}
      rows={steps.map(({ title, rule }) => {
        const ruleAt = `${at}/obligations/${rule.id}`;
        const amiss = examplesAmiss(procedure, rule);
        return [
          <>
            {title}
            <span class="govuk-hint">{rule.clause}</span>
          </>,
          rule.asks,
          roleInWords(rule.role),
          limitInWords(rule.within)
            .join("; ")
            .replace(/^Within /, ""),
          rule.late ? roleInWords(rule.late.tell) : "Nobody",
          <a href={`${ruleAt}/examples`}>
            {amiss > 0
              ? `${amiss} to look at`
              : lacksBoundary(procedure, rule)
                ? "Boundary wanted"
                : counted(rule.examples.length, "agrees", "agree")}
            <span class="govuk-visually-hidden">: {title}</span>
          </a>,
          ...(editable
            ? [
                <a href={ruleAt}>
                  Change<span class="govuk-visually-hidden">: {title}</span>
                </a>,
              ]
            : []),
        ];
      })}
    />
  );
}

/** Where an own version stands, in words and colour. */
export function StateTag({ version }: { readonly version: Version }) {
  const { words, colour } = stateInWords(version);
  return <GovukTag text={words} classes={`govuk-tag--${colour}`} />;
}

function stateInWords({ decision, proofState }: Version): { words: string; colour: string } {
  if (decision === "in-force") return { words: "Put in force", colour: "green" };
  if (decision === "withdrawn") return { words: "Withdrawn", colour: "grey" };
  switch (proofState) {
    case "proved":
      return { words: "Proved", colour: "turquoise" };
    case "refused":
      return { words: "Not proved", colour: "red" };
    case "waiting":
    case "running":
      return { words: "Being proved", colour: "blue" };
    case null:
      return { words: "Draft", colour: "yellow" };
  }
}

function row(key: string, html: Markup) {
  return { key: { text: key }, value: { html } };
}

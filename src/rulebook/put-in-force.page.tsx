import {
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukDateInput,
  GovukInsetText,
  type Typed,
} from "../web/design/index.ts";
import type { VersionRead } from "./edit-version.ts";
import { MovedCountsShown } from "./moved-deadlines.page.tsx";
import type { NotPut } from "./put-in-force.ts";
import type { Proof } from "./versions.store.ts";

export type PutInForcePageProps = {
  readonly version: VersionRead;
  readonly lines: readonly string[];
  readonly proof: Proof | undefined;
  /** What keeps this person from putting it in force, on whatever day. */
  readonly refused: NotPut | undefined;
  readonly today: Temporal.PlainDate;
  readonly csrf: string;
  readonly typed: Typed | undefined;
  readonly errors: FormErrors | undefined;
};

/** Why a version cannot be put in force, as it is told. */
export const notPutWords: Record<NotPut, string> = {
  "not-proved": "It is not proved as it stands now. Prove it first.",
  "wrote-it": "You wrote some of it. Ask somebody else who may put procedures in force.",
  "day-passed": "Enter today or a later day: what was owed on past days does not change",
  "name-taken": "Another version of this name is in force. Give this one a name of its own.",
};

/** What is put in force, what it changes, and from which day. */
export function PutInForcePage(props: PutInForcePageProps) {
  const { version, lines, proof, refused, today, csrf, typed, errors } = props;
  const at = `/procedure-versions/${version.id}`;
  const field = fieldsOf({ from: today, ...typed }, errors);
  return (
    <>
      <span class="govuk-caption-xl">
        Version {version.version} of {version.title}, {version.authority}
      </span>
      <h1 class="govuk-heading-xl">Put it in force</h1>
      {refused && <GovukInsetText text={notPutWords[refused]} />}
      <h2 class="govuk-heading-m">What it changes from version {version.basedOn}</h2>
      <ul class="govuk-list govuk-list--bullet">
        {lines.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
      {proof?.moved && proof.finishedAt && (
        <>
          <h2 class="govuk-heading-m">Open deadlines</h2>
          <MovedCountsShown moved={proof.moved} asAt={proof.finishedAt} />
          <p>
            <a href={`${at}/moved-deadlines`}>See them case by case</a>
          </p>
        </>
      )}
      {!refused && (
        <Form action={`${at}/in-force`} csrf={csrf} seen={version.revision}>
          <GovukDateInput
            {...field.day("from")}
            fieldset={{ legend: { text: "In force from", classes: "govuk-fieldset__legend--m" } }}
            hint={{ text: "Today or a later day. Cases whose clock starts on that day or later follow it." }}
          />
          <p>Once it is in force it is never changed: what comes after it is a new version.</p>
          <GovukButton text="Put it in force" />
        </Form>
      )}
    </>
  );
}

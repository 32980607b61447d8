import type { ComponentChildren } from "preact";
import {
  dayInWords,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukDetails,
  GovukInput,
  GovukRadios,
  GovukSummaryList,
  GovukTextarea,
  momentInWords,
  type Typed,
} from "../web/design/index.ts";
import { nameOf, State } from "./files-table.tsx";
import { standingOfFile, ways } from "./lost-pupil.ts";
import type { LedgerStep, LostPupil } from "./lost-pupils.store.ts";
import type { Match } from "./matches.store.ts";

export type LostPupilProps = {
  file: LostPupil;
  matches: readonly Match[];
  steps: readonly LedgerStep[];
  csrf: string;
  typed: Typed | undefined;
  errors: FormErrors | undefined;
};

/** One file: who it is of, who may be the child, what can be done with it, and everything that was. [F05] */
export function LostPupilPage({ file, matches, steps, csrf, typed, errors }: LostPupilProps) {
  const standing = standingOfFile(file.moved, file.openMatches);
  const waits = standing === "waiting" || standing === "found";
  const at = `/lost-pupils/${file.reference}`;
  return (
    <>
      <span class="govuk-caption-l">{file.reference}</span>
      <h1 class="govuk-heading-l">A lost pupil's file</h1>
      <GovukSummaryList
        rows={[
          line(
            "Pupil",
            file.childId === null ? nameOf(file) : <a href={`/children/${file.childId}`}>{nameOf(file)}</a>,
          ),
          line("Born", file.dateOfBirth && dayInWords(file.dateOfBirth)),
          line("Sex", file.sex === "F" ? "Female" : file.sex === "M" ? "Male" : undefined),
          line("UPN", file.upn),
          line("From", file.schoolName ?? `School ${file.source}`),
          line("Why it is here", ways[file.came]),
          line("File", `${file.fileName}, put here on ${momentInWords(file.madeAt)}`),
          line("State", <State file={file} />),
        ].filter((row) => row !== undefined)}
      />
      {!file.deleted && (
        <Form action={`${at}/file`} csrf={csrf}>
          <GovukButton text="Save the file" classes="govuk-button--secondary" />
        </Form>
      )}
      {!file.deleted && (
        <p class="govuk-body">
          <a href={`${at}/exchange`}>Send it to another authority's system, or see where it was sent</a>
        </p>
      )}
      {waits && <Matches matches={matches} at={at} csrf={csrf} />}
      {waits && <HandOver matches={matches} at={at} csrf={csrf} typed={typed} errors={errors} />}
      {standing === "handed-over" && !file.deleted && (
        <Deletion file={file} {...{ at, csrf, errors, typed }} />
      )}
      {!file.deleted && (
        <Why
          summary={waits ? "Withdraw the file" : "Have the file wait again"}
          action={waits ? `${at}/withdrawal` : `${at}/waiting`}
          name="why"
          asks="Why?"
          hint="What was kept stays kept, and the file can come back."
          {...{ csrf, errors, typed }}
        />
      )}
      <h2 class="govuk-heading-m">What was done</h2>
      <ul class="govuk-list govuk-list--bullet">
        {steps.map((step) => (
          <li key={step.id}>
            {stepInWords(step)}{" "}
            <span class="govuk-hint">
              {momentInWords(step.madeAt)}, {step.madeBy}
            </span>
          </li>
        ))}
        <li>
          Put into the store. <span class="govuk-hint">{momentInWords(file.madeAt)}</span>
        </li>
      </ul>
    </>
  );
}

function line(key: string, value: ComponentChildren) {
  if (!value) return undefined;
  return { key: { text: key }, value: typeof value === "string" ? { text: value } : { html: <>{value}</> } };
}

function stepInWords({ step, toSchoolName, words }: LedgerStep): string {
  switch (step) {
    case "taken":
      return "Saved.";
    case "handed-over":
      return toSchoolName ? `Handed over to ${toSchoolName}.` : `Handed over: ${words}`;
    case "withdrawn":
      return `Withdrawn: ${words}`;
    case "waits-again":
      return `Waits again: ${words}`;
    case "deleted":
      return `Deleted: ${words}`;
    case "exchanged":
      return words;
    case "not-the-child":
      return `A pupil who was found is not this child: ${words}`;
  }
}

function Matches({ matches, at, csrf }: { matches: readonly Match[]; at: string; csrf: string }) {
  const open = matches.filter(({ setAside }) => setAside === null);
  if (open.length === 0)
    return (
      <p class="govuk-body">
        No pupil on any roll here is very likely this child. The program goes on looking.
      </p>
    );
  return (
    <>
      <h2 class="govuk-heading-m">Perhaps found</h2>
      {open.map((match) => (
        <section key={match.id}>
          <p class="govuk-body">
            <strong>
              {`On the roll of ${match.schoolName}, ${match.authorityName}${match.startsOn ? `, since ${dayInWords(match.startsOn)}` : ""}.`}
            </strong>{" "}
            {`${match.evidence.join(". ")}. The school has been told that a file waits.`}
          </p>
          <GovukDetails
            summaryText={`The pupil at ${match.schoolName} is not this child`}
            html={
              <Form action={`${at}/not-the-child`} csrf={csrf}>
                <input type="hidden" name="match" value={match.id} />
                <GovukInput id={`why-${match.id}`} name="why" label={{ text: "How do you know?" }} />
                <GovukButton text="Not this child" classes="govuk-button--secondary" />
              </Form>
            }
          />
        </section>
      ))}
    </>
  );
}

function HandOver({
  matches,
  at,
  csrf,
  typed,
  errors,
}: Pick<LostPupilProps, "matches" | "csrf" | "typed" | "errors"> & { at: string }) {
  const field = fieldsOf(typed, errors);
  const found = matches.filter(({ setAside }) => setAside === null);
  return (
    <Form action={`${at}/handing-over`} csrf={csrf}>
      <GovukRadios
        {...field.choice("to")}
        fieldset={{ legend: { text: "Hand the file over to", classes: "govuk-fieldset__legend--m" } }}
        items={[
          ...found.map(({ id, schoolName, authorityName }) => ({
            value: `match-${id}`,
            text: `${schoolName}, ${authorityName}`,
            hint: { text: "It can save the file from its own page at once." },
          })),
          {
            value: "school",
            text: "Another school that uses Keepsight",
            conditional: {
              html: (
                <GovukInput
                  {...field.text("laestab")}
                  classes="govuk-input--width-10"
                  inputmode="numeric"
                  label={{ text: "Its seven-digit number" }}
                />
              ),
            },
          },
          {
            value: "outside",
            text: "A school or council outside, which gets it by School to School",
            conditional: {
              html: <GovukInput {...field.text("outside")} label={{ text: "Who got it, and how" }} />,
            },
          },
        ]}
      />
      <GovukButton text="Hand it over" preventDoubleClick={true} />
    </Form>
  );
}

/** The child has the file: here it goes, for good. [F05] */
function Deletion({
  file,
  at,
  ...form
}: { file: LostPupil; at: string } & Pick<LostPupilProps, "csrf" | "typed" | "errors">) {
  return file.arrived ? (
    <Why
      summary="Delete the file"
      action={`${at}/deletion`}
      name="arrival"
      asks="How do you know that it has arrived?"
      hint="The file goes for good, and all that was read out of it but the pupil's name. What was done with it stays."
      {...form}
    />
  ) : (
    <p class="govuk-body">The file can be deleted here once {file.toSchoolName} has saved it.</p>
  );
}

function Why({
  summary,
  action,
  name,
  asks,
  hint,
  csrf,
  typed,
  errors,
}: { summary: string; action: string; name: "why" | "arrival"; asks: string; hint: string } & Pick<
  LostPupilProps,
  "csrf" | "typed" | "errors"
>) {
  const field = fieldsOf(typed, errors);
  return (
    <GovukDetails
      summaryText={summary}
      open={errors?.beside[name] !== undefined}
      html={
        <Form action={action} csrf={csrf}>
          <GovukTextarea {...field.text(name)} label={{ text: asks }} rows="2" hint={{ text: hint }} />
          <GovukButton text={summary} classes="govuk-button--secondary" />
        </Form>
      }
    />
  );
}

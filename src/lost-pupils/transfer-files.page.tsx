import {
  DenseTable,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukRadios,
  GovukSelect,
  GovukTag,
  londonDay,
  schoolsInWords,
  shortDay,
  type Typed,
} from "../web/design/index.ts";
import { FilesTable } from "./files-table.tsx";
import type { LostPupil } from "./lost-pupils.store.ts";
import type { FileRequest, Match } from "./matches.store.ts";
import type { OwnPupil } from "./own-pupils.store.ts";
import { SendFile } from "./send-file.form.tsx";

export type TransferFilesProps = {
  schoolNames: readonly string[];
  handed: readonly LostPupil[];
  waiting: readonly Match[];
  requests: readonly FileRequest[];
  newPupils: readonly OwnPupil[];
  leavers: readonly OwnPupil[];
  sent: readonly LostPupil[];
  csrf: string;
  typed: Typed | undefined;
  errors: FormErrors | undefined;
};

/** A school's transfer files: those that came for it, those it asks for, and those of pupils it lost. [F05] [F06] */
export function TransferFilesPage(props: TransferFilesProps) {
  const { handed, csrf, sent, typed, errors } = props;
  return (
    <>
      <span class="govuk-caption-l">{schoolsInWords(props.schoolNames)}</span>
      <h1 class="govuk-heading-l">Transfer files</h1>
      {handed.length > 0 && (
        <FilesTable
          caption="Files for you to save"
          files={handed}
          linked={false}
          act={({ reference }) => (
            <Form action={`/transfer-files/${reference}/file`} csrf={csrf}>
              <GovukButton
                text="Save"
                classes="govuk-button--secondary govuk-!-margin-bottom-0"
                attributes={{ "aria-label": `Save ${reference}` }}
              />
            </Form>
          )}
        />
      )}
      <NewPupils {...props} />
      <h2 class="govuk-heading-m">A pupil left, and you do not know where to</h2>
      <p class="govuk-body">
        Put the transfer file into the authority's store of lost pupils. It is kept until the pupil is found,
        and then goes to the new school.
      </p>
      <SendFile
        action="/transfer-files"
        csrf={csrf}
        offered={["left", "rejected"]}
        typed={typed}
        errors={errors}
      />
      <Make {...props} />
      {sent.length > 0 && (
        <>
          <FilesTable caption="Files that you put into the store" files={sent} linked={false} />
          <p class="govuk-body">
            <a href="/transfer-files.csv" download>
              Save as CSV
            </a>
          </p>
        </>
      )}
    </>
  );
}

function NewPupils({ schoolNames, waiting, requests, newPupils, csrf, typed, errors }: TransferFilesProps) {
  const field = fieldsOf(typed, errors);
  return (
    <>
      <h2 class="govuk-heading-m">A new pupil came without a file</h2>
      {waiting.length > 0 && (
        <DenseTable
          caption="A file may wait for these pupils; whoever keeps it has been told"
          columns={[
            { text: "Pupil" },
            { text: "Since", unbroken: true },
            { text: "Kept by" },
            { text: "Why" },
          ]}
          rows={waiting.map((match) => [
            match.childId === null ? (
              "A new pupil"
            ) : (
              <a href={`/children/${match.childId}`}>{match.childName}</a>
            ),
            match.startsOn && shortDay(match.startsOn),
            match.keptBy,
            match.evidence.join(". "),
          ])}
        />
      )}
      {newPupils.length > 0 ? (
        <Form action="/transfer-files/requests" csrf={csrf}>
          <GovukSelect
            {...field.text("pupil")}
            label={{ text: "Whose file did not come?", classes: "govuk-label--s" }}
            hint={{ text: "The missing education officer searches the store of lost pupils for it." }}
            items={[{ value: "", text: "Choose a pupil" }, ...newPupils.map(pupilItem("came", schoolNames))]}
          />
          <GovukButton text="Ask for the file" classes="govuk-button--secondary" preventDoubleClick={true} />
        </Form>
      ) : (
        <p class="govuk-body">Nobody is new on your roll whose file is not asked for already.</p>
      )}
      {requests.length > 0 && (
        <DenseTable
          caption="Files asked for"
          columns={[{ text: "Pupil" }, { text: "Asked", unbroken: true }, { text: "By" }, { text: "State" }]}
          rows={requests.map((request) => [
            <a href={`/children/${request.childId}`}>{request.childName}</a>,
            shortDay(londonDay(request.madeAt)),
            request.byProgram ? "Keepsight, which found a file" : "You",
            request.answeredAt ? (
              <GovukTag text="It is here" classes="govuk-tag--green" />
            ) : (
              <GovukTag text={request.waits ? "A file waits" : "Asked for"} classes="govuk-tag--yellow" />
            ),
          ])}
        />
      )}
    </>
  );
}

function Make({ schoolNames, leavers, csrf, typed, errors }: TransferFilesProps) {
  const field = fieldsOf(typed, errors);
  if (leavers.length === 0) return null;
  return (
    <>
      <h2 class="govuk-heading-m">Your own system made no file</h2>
      <p class="govuk-body">
        Have one made from what is on record here. It holds names, date of birth, UPN and address, and no
        results.
      </p>
      <Form action="/transfer-files/made" csrf={csrf}>
        <GovukSelect
          {...field.text("leaver")}
          label={{ text: "Who left?", classes: "govuk-label--s" }}
          items={[{ value: "", text: "Choose a pupil" }, ...leavers.map(pupilItem("left", schoolNames))]}
        />
        <GovukRadios
          {...field.choice("destination")}
          fieldset={{ legend: { text: "Where to?", classes: "govuk-fieldset__legend--s" } }}
          items={[
            { value: "XXXXXXX", text: "Nobody knows (XXXXXXX)" },
            {
              value: "MMMMMMM",
              text: "An independent school, home education, or out of England and Wales (MMMMMMM)",
            },
          ]}
        />
        <GovukButton
          text="Make the file and keep it"
          classes="govuk-button--secondary"
          preventDoubleClick={true}
        />
      </Form>
    </>
  );
}

function pupilItem(verb: "came" | "left", schools: readonly string[]) {
  return ({ id, name, school, on }: OwnPupil) => ({
    value: String(id),
    text: `${name}, ${verb} ${schools.length > 1 ? `${school} ` : ""}on ${shortDay(on)}`,
  });
}

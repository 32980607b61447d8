import { likelihoodWords } from "../matching/index.ts";
import {
  counted,
  DenseTable,
  dayInWords,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukDateInput,
  GovukInput,
  GovukRadios,
  GovukTag,
  londonDay,
  MojAlert,
  shortDay,
  type Typed,
} from "../web/design/index.ts";
import { FilesTable, nameOf, State } from "./files-table.tsx";
import { type Standing, standingWords } from "./lost-pupil.ts";
import type { LostPupil } from "./lost-pupils.store.ts";
import type { FileRequest, Match } from "./matches.store.ts";
import type { FileFound } from "./search-store.ts";
import { SendFile } from "./send-file.form.tsx";

export type LostPupilsProps = {
  authorityName: string;
  totals: { waiting: number; found: number; agingOut: number };
  /** How many files have arrived where the child is, and are still here. */
  toDelete: number;
  /** How many files from other authorities' systems wait for somebody to decide. */
  offered: number;
  soon: Temporal.PlainDate;
  standing: Standing | undefined;
  files: readonly LostPupil[];
  moreAt: string | undefined;
  /** Undefined before a search. */
  searched: readonly FileFound[] | undefined;
  sought: Typed;
  searchErrors: FormErrors | undefined;
  elsewhere: readonly Match[];
  requests: readonly FileRequest[];
  csrf: string;
  typed: Typed | undefined;
  sendErrors: FormErrors | undefined;
};

/** The store of an authority: what may be found first, then the search, the files, and what schools asked for. [F05] [F06] */
export function LostPupilsPage(props: LostPupilsProps) {
  const { totals, toDelete, soon, csrf, typed, sendErrors } = props;
  return (
    <>
      <span class="govuk-caption-l">{props.authorityName}</span>
      <h1 class="govuk-heading-l">Lost pupils</h1>
      <p class="govuk-body-l">
        {totals.waiting === 0
          ? "No transfer file waits for a child to be found."
          : `${counted(totals.waiting, "transfer file waits", "transfer files wait")} for a child to be found. `}
        {totals.found > 0 && (
          <a href="/lost-pupils?standing=found">{`${counted(totals.found, "child", "children")} may have been found.`}</a>
        )}
      </p>
      {toDelete > 0 && (
        <p class="govuk-body">
          <a href="/lost-pupils?standing=handed-over">
            {`${counted(toDelete, "file has arrived", "files have arrived")} where the child is, and can be deleted here.`}
          </a>
        </p>
      )}
      <p class="govuk-body">
        <a href="/exchange">
          {props.offered > 0
            ? `${counted(props.offered, "file from another authority waits", "files from other authorities wait")} for you to decide.`
            : "Exchange with other authorities"}
        </a>
      </p>
      {totals.agingOut > 0 && (
        <MojAlert
          variant="warning"
          title="School to School lets files go soon"
          text={`School to School lets ${counted(totals.agingOut, "file")} go by ${dayInWords(soon)}. Here each stays until the child is found.`}
        />
      )}
      <Elsewhere matches={props.elsewhere} />
      <Search {...props} />
      <Files {...props} />
      <Requests requests={props.requests} />
      <h2 class="govuk-heading-m" id="send">
        Put a file into the store
      </h2>
      <SendFile
        action="/lost-pupils"
        csrf={csrf}
        offered={["s2s", "left", "rejected"]}
        typed={typed}
        errors={sendErrors}
      />
    </>
  );
}

function Elsewhere({ matches }: { matches: readonly Match[] }) {
  if (matches.length === 0) return null;
  return (
    <DenseTable
      caption="Files that may belong to new pupils of our schools"
      columns={[
        { text: "Pupil" },
        { text: "School" },
        { text: "Since", unbroken: true },
        { text: "Kept by" },
        { text: "Why" },
      ]}
      rows={matches.map((match) => [
        match.childId === null ? "A pupil" : <a href={`/children/${match.childId}`}>{match.childName}</a>,
        match.schoolName,
        match.startsOn && shortDay(match.startsOn),
        `${match.keptBy}, which has been told`,
        match.evidence.join(". "),
      ])}
    />
  );
}

function Search({ csrf, sought, searched, searchErrors }: LostPupilsProps) {
  const field = fieldsOf(sought, searchErrors);
  const narrow = "govuk-input--width-20";
  return (
    <search id="search">
      <h2 class="govuk-heading-m">Search the store</h2>
      <Form action="/lost-pupils/search" csrf={csrf}>
        <GovukInput
          {...field.text("forename")}
          classes={narrow}
          label={{ text: "Forename" }}
          autocomplete="off"
        />
        <GovukInput
          {...field.text("surname")}
          classes={narrow}
          label={{ text: "Surname" }}
          autocomplete="off"
        />
        <GovukInput
          {...field.text("formerSurname")}
          classes={narrow}
          label={{ text: "Former or other surname" }}
          autocomplete="off"
        />
        <GovukDateInput {...field.day("born")} fieldset={{ legend: { text: "Date of birth" } }} />
        <GovukRadios
          {...field.choice("sex")}
          classes="govuk-radios--inline govuk-radios--small"
          fieldset={{ legend: { text: "Sex" } }}
          items={[
            { value: "F", text: "Female" },
            { value: "M", text: "Male" },
          ]}
        />
        <GovukInput
          {...field.text("upn")}
          classes={narrow}
          label={{ text: "UPN" }}
          autocomplete="off"
          spellcheck={false}
        />
        <GovukButton text="Search the store" classes="govuk-button--secondary" />
      </Form>
      {searched?.length === 0 && (
        <p class="govuk-body">No file here is of such a child. Try fewer fields, or a former surname.</p>
      )}
      {searched && searched.length > 0 && (
        <DenseTable
          caption={`${counted(searched.length, "file")} that may be of this child`}
          columns={[
            { text: "File", unbroken: true },
            { text: "Pupil" },
            { text: "Born", unbroken: true },
            { text: "Likely" },
            { text: "Why" },
            { text: "State" },
          ]}
          rows={searched.map(({ file, likelihood, words }) => [
            <a href={`/lost-pupils/${file.reference}`}>{file.reference}</a>,
            nameOf(file),
            file.dateOfBirth && shortDay(file.dateOfBirth),
            likelihoodWords[likelihood],
            words.join(". "),
            <State file={file} />,
          ])}
        />
      )}
    </search>
  );
}

function Files({ files, standing, moreAt }: LostPupilsProps) {
  const states = Object.keys(standingWords) as Standing[];
  return (
    <>
      <h2 class="govuk-heading-m">The files</h2>
      <p class="govuk-body">
        Show: {standing ? <a href="/lost-pupils">All</a> : <strong>All</strong>}
        {states.map((each) => (
          <>
            {", "}
            {each === standing ? (
              <strong>{standingWords[each].text}</strong>
            ) : (
              <a href={`/lost-pupils?standing=${each}`}>{standingWords[each].text}</a>
            )}
          </>
        ))}
      </p>
      {files.length === 0 ? (
        <p class="govuk-body">
          {standing
            ? "No file stands so."
            : "Schools put the file of a pupil here whose next school they do not know. The first will stand here."}
        </p>
      ) : (
        <>
          <FilesTable caption="Files, the latest first" files={files} linked />
          <p class="govuk-body">
            {moreAt && <a href={moreAt}>Earlier files</a>}
            {moreAt && " "}
            <a href={`/lost-pupils.csv${standing ? `?standing=${standing}` : ""}`} download>
              Save as CSV
            </a>
          </p>
        </>
      )}
    </>
  );
}

function Requests({ requests }: { requests: readonly FileRequest[] }) {
  if (requests.length === 0) return null;
  return (
    <DenseTable
      caption="New pupils whose file schools ask for"
      columns={[
        { text: "Pupil" },
        { text: "School" },
        { text: "Asked", unbroken: true },
        { text: "By" },
        { text: "State" },
      ]}
      rows={requests.map((request) => [
        <a href={`/children/${request.childId}`}>{request.childName}</a>,
        request.schoolName,
        shortDay(londonDay(request.madeAt)),
        request.byProgram ? "Keepsight, which found a file" : "The school",
        request.answeredAt ? (
          <GovukTag text="Handed over" classes="govuk-tag--green" />
        ) : (
          <GovukTag text={request.waits ? "A file waits" : "Search for it"} classes="govuk-tag--yellow" />
        ),
      ])}
    />
  );
}

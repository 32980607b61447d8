import { type Rule, roleInWords } from "../../procedures/index.ts";
import {
  DenseTable,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukCheckboxes,
  GovukDateInput,
  GovukInput,
  GovukSelect,
  GovukTextarea,
  GovukWarningText,
  londonDay,
  momentInWords,
  RowButton,
  shortDay,
  type Typed,
} from "../../web/design/index.ts";
import type { Leave, Reader, RecordToRestrict, RestrictionChange } from "./restriction.store.ts";

export type RestrictionPageProps = {
  record: RecordToRestrict;
  readers: readonly Reader[];
  leave: readonly Leave[];
  changes: readonly RestrictionChange[];
  /** The reader, who keeps sight of what they restrict. */
  me: number;
  csrf: string;
  typed: Typed | undefined;
  errors: FormErrors | undefined;
};

/** Where a record is restricted. */
export const restrictionAt = ({ childId }: Pick<RecordToRestrict, "childId">) =>
  `/children/${childId}/restriction`;

/** Who may see a record: restricting it, giving leave and ending it, and lifting the restriction. [G04] */
export function RestrictionPage(props: RestrictionPageProps) {
  const { record } = props;
  return (
    <>
      <span class="govuk-caption-l">{record.name}</span>
      {!record.restricted ? (
        <ToRestrict {...props} />
      ) : record.hasLeave ? (
        <Restricted {...props} />
      ) : (
        <ByLeaveOnly {...props} />
      )}
      <Changes {...props} />
    </>
  );
}

function ToRestrict({ record, readers, me, csrf, typed, errors }: RestrictionPageProps) {
  const others = readers.filter(({ id }) => id !== me);
  const suggested = others.filter(({ mayRestrict, works }) => mayRestrict || works);
  const field = fieldsOf(typed ?? { people: suggested.map(({ id }) => String(id)) }, errors);
  return (
    <>
      <h1 class="govuk-heading-l">Restrict this record</h1>
      <p>
        A restricted record is there for people with leave alone: for everybody else, the child’s school too,
        it is on no page, in no list, count, file or search. Restrict a record where somebody who can look
        could do harm: a parent or relative who works here, a hidden address, a child of a colleague.
      </p>
      <NextOwed record={record} />
      <Form action={restrictionAt(record)} csrf={csrf}>
        <GovukTextarea
          {...field.text("reason")}
          label={{ text: "Why is it restricted?" }}
          hint={{ text: "Those who may restrict records read it here" }}
          rows="4"
        />
        {others.length > 0 && (
          <GovukCheckboxes
            {...field.choices("people")}
            classes="govuk-checkboxes--small"
            fieldset={{
              legend: { text: "Who keeps sight of it, besides you?", classes: "govuk-fieldset__legend--m" },
            }}
            hint={{
              text: "Ticked are those who could lift the restriction and those who work on the case. Take the tick from whoever must not see it. You can give leave to more people afterwards.",
            }}
            items={suggested.map(({ id, name, roles }) => ({
              value: String(id),
              text: name,
              hint: { text: roles },
            }))}
          />
        )}
        <GovukButton text="Restrict the record" classes="govuk-button--warning" preventDoubleClick={true} />
      </Form>
    </>
  );
}

/** Whoever has no leave gets no work to do either. `seenBy`: who has leave; left out, before anybody has. */
function NextOwed({
  record: { nextAsks, nextRole },
  seenBy = [],
}: {
  record: RecordToRestrict;
  seenBy?: readonly Reader[];
}) {
  if (nextAsks === null || nextRole === null) return null;
  const role = roleInWords(nextRole as Rule["role"]);
  if (seenBy.some(({ roles }) => roles.toLowerCase().includes(role.toLowerCase()))) return null;
  return (
    <p>
      {`The next step of the open case is owed by the ${role}: “${nextAsks}” Let one of them see it, or nobody does it.`}
    </p>
  );
}

function Restricted(props: RestrictionPageProps) {
  const { record, readers, leave, csrf, typed, errors } = props;
  const at = restrictionAt(record);
  const field = fieldsOf(typed, errors);
  const { sees: seeing = [], not: others = [] } = Object.groupBy(readers, ({ id }) =>
    leave.some(({ personId }) => personId === id) ? "sees" : "not",
  );
  return (
    <>
      <h1 class="govuk-heading-l">Who may see this record</h1>
      <GovukWarningText
        text="This record is restricted: only the people below can see it."
        iconFallbackText="Warning"
      />
      <NextOwed record={record} seenBy={seeing} />
      <DenseTable
        caption="People with leave"
        columns={[
          { text: "Who" },
          { text: "Given" },
          { text: "Until", unbroken: true },
          { text: "What for" },
          { text: "End" },
        ]}
        rows={leave.map((each) => [
          <>
            {each.name}
            <br />
            <span class="govuk-hint govuk-!-font-size-16 govuk-!-margin-bottom-0">
              {readers.find(({ id }) => id === each.personId)?.roles ?? "Has no post that shows it now"}
            </span>
          </>,
          `${shortDay(londonDay(each.givenAt))}, by ${each.givenBy}`,
          each.untilAt ? shortDay(londonDay(each.untilAt)) : "No last day",
          each.reason || "Kept sight of it when it was restricted",
          <Form action={`${at}/end`} csrf={csrf}>
            <input type="hidden" name="person" value={String(each.personId)} />
            <RowButton text="End" about={`the leave of ${each.name}`} classes="govuk-button--secondary" />
          </Form>,
        ])}
      />
      <h2 class="govuk-heading-m">Give leave</h2>
      <Form action={`${at}/leave`} csrf={csrf}>
        <GovukSelect
          {...field.text("person")}
          label={{ text: "To whom" }}
          items={[
            { value: "", text: "Choose a person" },
            ...others.map(({ id, name, roles }) => ({ value: String(id), text: `${name} (${roles})` })),
          ]}
        />
        <GovukInput {...field.text("why")} label={{ text: "What do they need it for?" }} />
        <GovukDateInput
          {...field.day("until")}
          fieldset={{ legend: { text: "Last day (if you know it)" } }}
          hint={{ text: "Left empty, it lasts until you end it here" }}
        />
        <GovukButton text="Give leave" preventDoubleClick={true} />
      </Form>
      <h2 class="govuk-heading-m">Lift the restriction</h2>
      <p>
        Everybody whose post shows them the child sees the record again, with all that was written meanwhile.
      </p>
      <Form action={`${at}/lift`} csrf={csrf}>
        <GovukTextarea {...field.text("reason")} label={{ text: "Why is it lifted?" }} rows="3" />
        <GovukButton text="Lift the restriction" classes="govuk-button--warning" preventDoubleClick={true} />
      </Form>
    </>
  );
}

/** What somebody reads who sees the record because they broke the glass. */
function ByLeaveOnly({ leave, readers }: RestrictionPageProps) {
  const restrictors = leave.filter(({ personId }) =>
    readers.some(({ id, mayRestrict }) => mayRestrict && id === personId),
  );
  return (
    <>
      <h1 class="govuk-heading-l">Who may see this record</h1>
      <p>
        You see this record for some hours, because you opened it in an emergency. Only people with leave give
        leave or lift the restriction:
      </p>
      <ul class="govuk-list govuk-list--bullet">
        {restrictors.map(({ personId, name }) => (
          <li key={personId}>{name}</li>
        ))}
      </ul>
    </>
  );
}

function Changes({ changes }: RestrictionPageProps) {
  if (changes.length === 0) return null;
  return (
    <DenseTable
      caption="When it was restricted"
      columns={[{ text: "What" }, { text: "When and by whom" }, { text: "Why" }]}
      rows={changes.map(({ restricts, by, at, reason }) => [
        restricts ? "Restricted" : "Restriction lifted",
        `${momentInWords(at)}, ${by}`,
        <span class="keepsight-lines">{reason}</span>,
      ])}
    />
  );
}

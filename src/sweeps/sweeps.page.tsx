import {
  counted,
  DenseTable,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukDateInput,
  GovukInput,
  GovukSelect,
  MoreAt,
  shortDay,
  type Typed,
} from "../web/design/index.ts";
import type { Sweep } from "./sweeps.store.ts";

export type SweepsPageProps = {
  sweeps: readonly Sweep[];
  areas: readonly { id: number; name: string }[];
  moreAt: string | undefined;
  csrf: string;
  typed: Typed | undefined;
  errors: FormErrors | undefined;
};

/** The sweeps, the latest on top, and planning one. [E06] */
export function SweepsPage({ sweeps, areas, moreAt, csrf, typed, errors }: SweepsPageProps) {
  const field = fieldsOf(typed, errors);
  const small = { classes: "govuk-label--s" };
  return (
    <>
      <h1 class="govuk-heading-l">Truancy sweeps</h1>
      {sweeps.length === 0 ? (
        <p class="govuk-body">No sweep has been planned yet. Plan the first below.</p>
      ) : (
        <DenseTable
          caption="Sweeps, the latest first"
          columns={[
            ...[{ text: "Reference", unbroken: true }, { text: "Day", unbroken: true }, { text: "Area" }],
            ...[{ text: "Where" }, { text: "With" }, { text: "Children met" }],
          ]}
          rows={sweeps.map(({ reference, plannedOn, area, place, partners, met, open }) => [
            <a href={`/sweeps/${reference}`}>{reference}</a>,
            shortDay(plannedOn),
            area,
            place,
            partners,
            met === 0
              ? "None"
              : `${counted(met, "child", "children")}${open > 0 ? `, ${open} to finish` : ""}`,
          ])}
        />
      )}
      <MoreAt href={moreAt}>Show earlier sweeps</MoreAt>
      <h2 class="govuk-heading-m">Plan a sweep</h2>
      <Form action="/sweeps" csrf={csrf}>
        <GovukDateInput
          {...field.day("plannedOn")}
          fieldset={{ legend: { text: "Day", classes: "govuk-fieldset__legend--s" } }}
        />
        <GovukSelect
          {...field.text("areaId")}
          label={{ text: "Area", ...small }}
          items={areas.map(({ id, name }) => ({ value: String(id), text: name }))}
        />
        <GovukInput
          {...field.text("place")}
          label={{ text: "Where in the area", ...small }}
          hint={{ text: "For example, the town centre and the bus station." }}
        />
        <GovukInput
          {...field.text("partners")}
          label={{ text: "Who comes along (optional)", ...small }}
          hint={{ text: "For example, two officers of the neighbourhood police." }}
        />
        <GovukButton text="Plan the sweep" preventDoubleClick={true} />
      </Form>
    </>
  );
}

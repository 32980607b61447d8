import { DenseTable, Filters, GovukSelect, MoreAt } from "../../web/design/index.ts";
import type { Colleague } from "./people.store.ts";

export interface PeoplePageProps {
  readonly council: string;
  readonly colleagues: readonly Colleague[];
  readonly areas: readonly { readonly id: number; readonly name: string }[];
  readonly roles: readonly { readonly role: string; readonly title: string }[];
  readonly areaId: number | undefined;
  readonly role: string | undefined;
  readonly moreAt: string | undefined;
  readonly fileAt: string;
}

/** Who does what in the council about children missing education, and how to reach them. [G06] */
export function PeoplePage(props: PeoplePageProps) {
  const { council, colleagues, areas, roles, areaId, role, moreAt, fileAt } = props;
  return (
    <>
      <h1 class="govuk-heading-l">People</h1>
      <p class="govuk-body">
        Who does what at {council} for children missing education. Never put a child's name in an e-mail: give
        the reference of the case.
      </p>
      <Filters action="/people">
        <GovukSelect
          id="role"
          name="role"
          label={{ text: "Role" }}
          items={[
            { value: "", text: "Any role" },
            ...roles.map((each) => ({ value: each.role, text: each.title, selected: each.role === role })),
          ]}
        />
        <GovukSelect
          id="area"
          name="area"
          label={{ text: "Area" }}
          items={[
            { value: "", text: "Any area" },
            ...areas.map(({ id, name }) => ({ value: String(id), text: name, selected: id === areaId })),
          ]}
        />
      </Filters>
      {colleagues.length === 0 ? (
        <p class="govuk-body">Nobody holds this role there today.</p>
      ) : (
        <DenseTable
          caption="Our people"
          columns={[
            { text: "Name" },
            { text: "Role" },
            { text: "Area" },
            { text: "E-mail" },
            { text: "Telephone", unbroken: true },
          ]}
          rows={colleagues.map(({ name, title, area, email, phone }) => [
            name,
            title,
            area ?? `All of ${council}`,
            <span class="govuk-!-text-break-word">{email}</span>,
            phone ?? "–",
          ])}
        />
      )}
      <MoreAt href={moreAt}>More people</MoreAt>
      <p class="govuk-body">
        <a href={fileAt}>Take the list as a file (CSV)</a>
      </p>
    </>
  );
}

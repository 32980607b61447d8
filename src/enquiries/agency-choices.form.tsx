import { GovukCheckboxes, type Typed } from "../web/design/index.ts";
import type { NamedRecipient } from "./recipients.store.ts";

export interface AgencyChoicesProps {
  readonly agencies: readonly NamedRecipient[];
  /** Of the case: its agencies stand first. */
  readonly areaId: number | null;
  readonly council: string;
  /** Those that the case's procedure wants asked now. */
  readonly recommended: ReadonlySet<number>;
  readonly typed: Typed;
}

/** The agencies of the directory by area, all of an area at once or one by one. [E01] */
export function AgencyChoices({ agencies, areaId, council, recommended, typed }: AgencyChoicesProps) {
  const ticked = (name: string) => [typed[name] ?? []].flat().map(String);
  const ofAll = agencies.filter((agency) => agency.areaId === null);
  const areas = [
    ...new Map(agencies.flatMap((each) => (each.areaId ? [[each.areaId, each.area ?? ""]] : []))),
  ]
    .map(([id, name]) => ({ id: Number(id), name: String(name) }))
    .toSorted((a, b) => Number(b.id === areaId) - Number(a.id === areaId));
  const groups = [
    ...areas.map(({ id, name }) => ({
      id,
      legend: id === areaId ? `Agencies of ${name}, the area of this case` : `Agencies of ${name}`,
      members: agencies.filter((agency) => agency.areaId === id),
    })),
    { id: 0, legend: `Agencies of all of ${council}`, members: ofAll },
  ].filter(({ members }) => members.length > 0);
  return (
    <>
      {groups.map(({ id, legend, members }) => (
        <GovukCheckboxes
          key={id}
          name="agencies"
          idPrefix={`agencies-${id}`}
          classes="govuk-checkboxes--small"
          fieldset={{ legend: { text: legend, classes: "govuk-fieldset__legend--s" } }}
          items={[
            members.length > 1 && {
              name: "serving",
              value: String(id),
              text: `All ${members.length} of these`,
              checked: ticked("serving").includes(String(id)),
            },
            members.length > 1 && { divider: "or" },
            ...members.map((agency) => ({
              value: String(agency.id),
              text: agency.name,
              checked: ticked("agencies").includes(String(agency.id)),
              hint: recommended.has(agency.id) ? { text: "The procedure asks for this now" } : undefined,
            })),
          ]}
        />
      ))}
    </>
  );
}

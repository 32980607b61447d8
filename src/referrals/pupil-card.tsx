import {
  ageAndYear,
  type Basic,
  basics,
  type ChildRecord,
  ethnicityInWords,
  languageInWords,
} from "../children/index.ts";
import { dayInWords, GovukSummaryList, type Markup } from "../web/design/index.ts";

/** What the record already tells of a pupil, so that nobody types it again, and which basics it lacks. [A01] */
export function PupilCard({
  child,
  missing,
  today,
}: {
  child: ChildRecord;
  missing: readonly Basic[];
  today: Temporal.PlainDate;
}) {
  const address = child.addresses.find(({ certainty }) => certainty !== "left");
  const told = (name: "gp" | "ethnicity" | "firstLanguage") =>
    child.particulars.find((particulars) => particulars[name])?.[name];
  const rows: [string, Markup][] = [
    ["Name", `${child.forename} ${child.surname}`],
    [
      "Date of birth",
      child.dateOfBirth && `${dayInWords(child.dateOfBirth)}, ${ageAndYear(child.dateOfBirth, today)}`,
    ],
    ["UPN", child.upn],
    ["School", child.schoolName],
    [
      "Address",
      address?.hidden ? "Hidden for safety" : [address?.lines, address?.postcode].filter(Boolean).join(", "),
    ],
    [
      "Parents or carers",
      child.carers
        .map(({ name, relationship }) => [name, relationship].filter(Boolean).join(", "))
        .join("; "),
    ],
    ["GP", told("gp")],
    ["Ethnicity", ethnicityInWords(told("ethnicity") ?? "")],
    ["First language", languageInWords(told("firstLanguage") ?? "")],
  ];
  return (
    <>
      <GovukSummaryList
        card={{ title: { text: "The pupil, as on record", headingLevel: 2 } }}
        rows={rows.map(([key, value]) => ({ key: { text: key }, value: { html: value || "Not on record" } }))}
      />
      {missing.length > 0 && (
        <p class="govuk-body">
          <strong>Missing from the record:</strong> {missing.map((basic) => basics[basic]).join(", ")}. The
          form asks for what you may know.
        </p>
      )}
    </>
  );
}

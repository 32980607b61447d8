import {
  counted,
  DenseTable,
  Form,
  GovukButton,
  GovukInput,
  londonDay,
  shortDay,
} from "../web/design/index.ts";
import { ageAndYear, educatedInWords } from "./child-words.ts";
import { type Found, mostFound } from "./find-children.ts";
import { lists } from "./lists.ts";

/** One box, whatever is known; under it who was found. `found` is undefined before a search. */
export function FindChildPage({
  typed,
  found,
  today,
  csrf,
}: {
  typed: string;
  found: Found | undefined;
  today: Temporal.PlainDate;
  csrf: string;
}) {
  return (
    <>
      <h1 class="govuk-heading-l">Find a child</h1>
      <search>
        <Form action="/children" csrf={csrf}>
          <GovukInput
            id="sought"
            name="sought"
            value={typed}
            autocomplete="off"
            spellcheck={false}
            label={{ text: "Name, date of birth, UPN or case reference" }}
            hint={{ text: "In any order, for example: amira okafor 9/3/2016. A former surname will do." }}
          />
          <GovukButton text="Search" />
        </Form>
      </search>
      {found && <FoundList found={found} today={today} />}
    </>
  );
}

function FoundList({ found: { children, entries }, today }: { found: Found; today: Temporal.PlainDate }) {
  if (children.length + entries.length === 0) {
    return (
      <p class="govuk-body">
        No child whom you may see is on record with these. Try the date of birth alone, a former surname, or
        another spelling.
      </p>
    );
  }
  const tooMany = children.length > mostFound;
  return (
    <>
      {tooMany && (
        <p class="govuk-body">
          There are more than {mostFound}. Add a date of birth or a forename to see fewer.
        </p>
      )}
      {children.length > 0 && (
        <DenseTable
          caption={
            tooMany ? `The first ${mostFound} children` : counted(children.length, "child", "children")
          }
          columns={[
            { text: "Child" },
            { text: "Born", unbroken: true },
            { text: "Age and year group" },
            { text: "Educated" },
            { text: "UPN", unbroken: true },
          ]}
          rows={children.slice(0, mostFound).map((child) => [
            <a href={`/children/${child.id}`}>
              {child.forename} {child.surname}
            </a>,
            ...born(child, today),
            educatedInWords(child),
            child.upn ?? "",
          ])}
        />
      )}
      {entries.length > 0 && (
        <DenseTable
          caption="On a list, without a record of a child yet"
          columns={[
            { text: "Name on the list" },
            { text: "Born", unbroken: true },
            { text: "Age and year group" },
            { text: "List" },
            { text: "Postcode", unbroken: true },
            { text: "Last seen", unbroken: true },
          ]}
          rows={entries
            .slice(0, mostFound)
            .map((entry) => [
              `${entry.forename} ${entry.surname}`,
              ...born(entry, today),
              lists[entry.list].title,
              entry.postcode ?? "",
              shortDay(londonDay(entry.lastSeenAt)),
            ])}
        />
      )}
    </>
  );
}

function born(
  { dateOfBirth }: { dateOfBirth: Temporal.PlainDate | null },
  today: Temporal.PlainDate,
): string[] {
  return dateOfBirth ? [shortDay(dateOfBirth), ageAndYear(dateOfBirth, today)] : ["Not known", "Not known"];
}

import { counted, DenseTable, Form, GovukButton, GovukInput, shortDay } from "../web/design/index.ts";
import { ageAndYear, educatedInWords } from "./child-words.ts";
import type { FoundChild } from "./find-child.store.ts";
import { mostFound } from "./find-children.ts";

/** One box, whatever is known; under it who was found. `found` is undefined before a search. */
export function FindChildPage({
  typed,
  found,
  today,
  csrf,
}: {
  typed: string;
  found: readonly FoundChild[] | undefined;
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
      {found && <Found found={found} today={today} />}
    </>
  );
}

function Found({ found, today }: { found: readonly FoundChild[]; today: Temporal.PlainDate }) {
  if (found.length === 0) {
    return (
      <p class="govuk-body">
        No child whom you may see is on record with these. Try the date of birth alone, a former surname, or
        another spelling.
      </p>
    );
  }
  const tooMany = found.length > mostFound;
  return (
    <>
      {tooMany && (
        <p class="govuk-body">
          There are more than {mostFound}. Add a date of birth or a forename to see fewer.
        </p>
      )}
      <DenseTable
        caption={tooMany ? `The first ${mostFound} children` : counted(found.length, "child", "children")}
        columns={[
          { text: "Child" },
          { text: "Born", unbroken: true },
          { text: "Age and year group" },
          { text: "Educated" },
          { text: "UPN", unbroken: true },
        ]}
        rows={found.slice(0, mostFound).map((child) => [
          <a href={`/children/${child.id}`}>
            {child.forename} {child.surname}
          </a>,
          child.dateOfBirth ? shortDay(child.dateOfBirth) : "Not known",
          child.dateOfBirth ? ageAndYear(child.dateOfBirth, today) : "Not known",
          educatedInWords(child),
          child.upn ?? "",
        ])}
      />
    </>
  );
}

import { lists } from "../children/index.ts";
import type { Search } from "../matching/index.ts";
import {
  type Candidate,
  type Entry,
  type Evidence,
  fieldNames,
  type Identity,
  likelihoodWords,
  weighedByInWords,
} from "../matching/index.ts";
import {
  counted,
  DenseTable,
  londonDay,
  momentInWords,
  shortDay,
  WeightBar,
  weightInWords,
} from "../web/design/index.ts";

/** A candidate beside the child of the referral: field by field in words, each with its weight, and the open case if there is one. [A11] */
export function CandidateBeside({
  candidate,
  sought,
  openCase,
}: {
  candidate: Candidate;
  sought: Identity;
  openCase: string | undefined;
}) {
  const { closest, evidence, likelihood, bits, childId, weighedBy } = candidate;
  return (
    <section>
      <DenseTable
        caption={`${closest.forename} ${closest.surname}: ${lowerFirst(likelihoodWords[likelihood])}`}
        columns={[
          { text: "What" },
          { text: "Referral" },
          { text: "List" },
          { text: "How they compare" },
          { text: "Weight" },
        ]}
        rows={evidence.map((one) => [
          fieldNames[one.field],
          shown(sought, one.field),
          shown(closest, one.field),
          one.words,
          <WeightBar bits={one.bits} />,
        ])}
      />
      <p class="govuk-body">
        {`Evidence in all: ${weightInWords(bits)}, weighed by ${weighedByInWords(weighedBy)}. Known to: ${candidate.entries.map(entryInWords).join("; ")}. `}
        {childId === null ? (
          "No child's record is joined to it."
        ) : (
          <a href={`/children/${childId}`}>See the child's record</a>
        )}
        {openCase && (
          <>
            {" "}
            <strong>
              This child has an open case, <a href={`/cases/${openCase}`}>{openCase}</a>.
            </strong>
          </>
        )}
      </p>
    </section>
  );
}

function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

function shown(identity: Identity, field: Evidence["field"]): string {
  const also = (name: string) => (name ? ` (also ${name})` : "");
  switch (field) {
    case "forename":
      return (
        [identity.forename, identity.middleNames].filter(Boolean).join(" ") + also(identity.otherForename)
      );
    case "surname":
      return identity.surname + also(identity.otherSurname);
    case "born":
      return identity.dateOfBirth ? shortDay(identity.dateOfBirth) : "";
    case "postcode":
      return identity.postcode ?? "";
    case "sex":
      return { F: "Female", M: "Male" }[identity.sex ?? ""] ?? identity.sex ?? "";
    case "upn":
      return (identity.upn ?? "") + also(identity.formerUpn ?? "");
  }
}

/** What a list is called in a row of several: "school roll". */
export function listInWords(list: string): string {
  return list in lists ? lists[list as keyof typeof lists].one : "Keepsight's own record";
}

/** "School roll of Larkmere Primary School since 3 Sep 2026, last seen 20 Nov 2026". */
export function entryInWords({ list, schoolName, startsOn, endsOn, lastSeenAt }: Entry): string {
  if (list === "child-record") return "Keepsight's own record";
  const { one } = lists[list];
  const since = startsOn ? ` since ${shortDay(startsOn)}` : "";
  const until = endsOn ? ` until ${shortDay(endsOn)}` : "";
  const where = schoolName ? ` of ${schoolName}` : "";
  return `${one}${where}${since}${until}, last seen ${shortDay(londonDay(lastSeenAt))}`;
}

/** Which lists were searched, and how fresh each is. [A10] */
export function ListsSearched({
  search: { lists: searched, full },
}: {
  search: Pick<Search, "lists" | "full">;
}) {
  return (
    <>
      <DenseTable
        caption={`${counted(searched.length, "list")} searched`}
        columns={[{ text: "List" }, { text: "Last received" }]}
        rows={searched.map(({ list, lastReceivedAt }) => [
          lists[list].title,
          lastReceivedAt ? momentInWords(lastReceivedAt) : "Never received as a whole file",
        ])}
      />
      {full.length > 0 && (
        <p class="govuk-body">
          Too many children share the same {full.join(", and the same ")} to look through them all. A UPN or
          birth date would tell them apart.
        </p>
      )}
    </>
  );
}

import { lists } from "../../children/index.ts";
import {
  counted,
  DenseTable,
  Filters,
  Form,
  GovukButton,
  GovukPagination,
  GovukSelect,
  likelyInWords,
  MojAlert,
  MojSubNavigation,
  momentInWords,
  shortDay,
} from "../../web/design/index.ts";
import { decisionWords, differencesOf } from "./link.ts";
import { type LinkedList, linkedLists } from "./linked-fields.ts";
import type { LinkLine } from "./links.store.ts";

export type LinksShown = {
  links: readonly LinkLine[];
  /** Whether those are shown on which a person has decided. */
  decided: boolean;
  waiting: readonly { list: LinkedList; count: number }[];
  list: LinkedList | undefined;
  csrf: string;
  next: string | undefined;
  /** What has just been done with links that were accepted together. */
  done: { accepted: number; left: number } | undefined;
  /** The address of the list with one part of it changed. */
  at: (change: { decided?: boolean; list?: LinkedList | undefined }) => string;
};

/** The links between lists that wait for a person, or those on which a person has decided. [A04] [A11] */
export function LinksPage(shown: LinksShown) {
  const { links, decided, waiting, list, next, done, at } = shown;
  const all = waiting.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <h1 class="govuk-heading-l">Links between lists</h1>
      <p class="govuk-body-l">
        {all === 0
          ? "No link waits for you."
          : `${counted(all, "row may be of a child who is", "rows may be of children who are")} known already. Is it the same child?`}
      </p>
      {done && (
        <MojAlert
          variant={done.left > 0 ? "warning" : "success"}
          title="Accepted"
          text={`${counted(done.accepted, "link")} accepted as the same child.${done.left > 0 ? ` ${counted(done.left, "link was", "links were")} left as they are: somebody has decided on them meanwhile, or the row is another child's.` : ""}`}
        />
      )}
      <MojSubNavigation
        label="Links"
        items={[
          { text: "To be confirmed", href: at({ decided: false }), active: !decided },
          { text: "Decided", href: at({ decided: true }), active: decided },
        ]}
      />
      <ListFilter {...shown} />
      {links.length === 0 ? (
        <p>
          {decided
            ? "Nobody has decided on a link yet. What is decided stands here and can be undone."
            : `Nothing waits${list ? " in this list" : ""}. After each import the program joins what is clear by itself, and asks here where it is not.`}
        </p>
      ) : decided ? (
        <DecidedLinks {...shown} />
      ) : (
        <OpenLinks {...shown} />
      )}
      {next && <GovukPagination next={{ href: next, text: decided ? "Earlier decisions" : "Next 50" }} />}
      {!decided && links.length > 0 && (
        <p class="keepsight-not-printed">
          <a href={at({ decided: false }).replace("/lists/links", "/lists/links.csv")} download>
            Take the list as a CSV file
          </a>{" "}
          for a spreadsheet. The file holds names: keep it where only those who need it can open it.
        </p>
      )}
    </>
  );
}

function ListFilter({ waiting, list, decided, at }: LinksShown) {
  const countOf = (of: LinkedList) => waiting.find((each) => each.list === of)?.count ?? 0;
  return (
    <Filters
      action="/lists/links"
      chosen={list ? [{ text: lists[list].title, without: at({ decided, list: undefined }) }] : []}
      clearedAt={at({ decided, list: undefined })}
    >
      {decided && <input type="hidden" name="decided" value="yes" />}
      <GovukSelect
        name="list"
        id="list"
        label={{ text: "List" }}
        value={list ?? ""}
        items={[
          { value: "", text: "All lists" },
          ...linkedLists.map((value) => ({
            value,
            text: decided ? lists[value].title : `${lists[value].title} (${countOf(value)})`,
          })),
        ]}
      />
    </Filters>
  );
}

function OpenLinks({ links, csrf, list }: LinksShown) {
  return (
    <Form action="/lists/links/accepted" csrf={csrf}>
      {list && <input type="hidden" name="list" value={list} />}
      <DenseTable
        caption="Reported missing first, then said to have moved in, then by list; the most doubtful first"
        columns={[
          { text: "Row" },
          { text: "List" },
          { text: "May be" },
          { text: "Likely", unbroken: true },
          { text: "What does not agree" },
          { text: "Choose" },
        ]}
        rows={links.map((line) => [
          <a href={addressOf(line, list)}>{named(line.name, line.dateOfBirth)}</a>,
          lists[line.list].title,
          other(line),
          likelyInWords(line.probability),
          differencesOf(line.evidence),
          <Choice {...line} />,
        ])}
      />
      <GovukButton text="Accept the chosen ones as the same child" preventDoubleClick={true} />
    </Form>
  );
}

// Written out: fifty from GOV.UK's template take longer than the rest of the page.
function Choice({ id, decisionId, name }: LinkLine) {
  return (
    <div class="govuk-checkboxes govuk-checkboxes--small keepsight-choose">
      <div class="govuk-checkboxes__item">
        <input
          class="govuk-checkboxes__input"
          id={`links-${id}`}
          name="links"
          type="checkbox"
          value={`${id}~${decisionId ?? 0}`}
        />
        <label class="govuk-label govuk-checkboxes__label" for={`links-${id}`}>
          <span class="govuk-visually-hidden">Choose {name}</span>
        </label>
      </div>
    </div>
  );
}

function DecidedLinks({ links, list }: LinksShown) {
  return (
    <DenseTable
      caption="The latest decision first; open one to undo it"
      columns={[
        { text: "Row" },
        { text: "List" },
        { text: "And" },
        { text: "Decided" },
        { text: "By" },
        { text: "When", unbroken: true },
      ]}
      rows={links.map((line) => [
        <a href={addressOf(line, list)}>{named(line.name, line.dateOfBirth)}</a>,
        lists[line.list].title,
        other(line),
        line.decided ? decisionWords[line.decided] : "",
        line.decidedBy ?? "",
        line.decidedAt ? momentInWords(line.decidedAt) : "",
      ])}
    />
  );
}

function addressOf({ id }: LinkLine, list: LinkedList | undefined): string {
  return `/lists/links/${id}${list ? `?list=${list}` : ""}`;
}

function named(name: string, born: Temporal.PlainDate | null): string {
  return `${name || "No name"}${born ? `, born ${shortDay(born)}` : ""}`;
}

function other({ otherName, otherDateOfBirth, otherList }: LinkLine): string {
  const also = otherList ? ` (${lists[otherList].one}, of no child on record)` : "";
  return named(otherName, otherDateOfBirth) + also;
}

import { lists } from "../../children/index.ts";
import {
  CsvFile,
  counted,
  DenseTable,
  Filters,
  Form,
  GovukButton,
  GovukPagination,
  GovukSelect,
  MojAlert,
  MojSubNavigation,
  momentInWords,
  shortDay,
} from "../../web/design/index.ts";
import { type LinkedList, linkedLists } from "../linked-fields.ts";
import { decisionWords, howLikely, whatDiffers } from "./link.ts";
import type { LinkLine } from "./links.store.ts";

/** Those that wait for a person, those that the program made by itself, or those on which a person has decided. */
export type Which = "open" | "joined" | "decided";

export type LinksShown = {
  links: readonly LinkLine[];
  which: Which;
  waiting: readonly { list: LinkedList; count: number }[];
  list: LinkedList | undefined;
  csrf: string;
  next: string | undefined;
  /** What has just been done with links that were chosen together. */
  done: { done: number; left: number } | undefined;
  /** The address of the list with one part of it changed. */
  at: (change: { which?: Which; list?: LinkedList | undefined }) => string;
};

/** The links between lists: those that wait for a person, those that the program made, and those that people decided. [A04] [A11] */
export function LinksPage(shown: LinksShown) {
  const { links, which, waiting, list, next, done, at } = shown;
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
          title="Kept"
          text={`${counted(done.done, "link")} ${which === "joined" ? "parted as different children" : "accepted as the same child"}.${done.left > 0 ? ` ${counted(done.left, "link was", "links were")} left as they are: somebody has decided on them meanwhile, or the row is another child's.` : ""}`}
        />
      )}
      <MojSubNavigation
        label="Links"
        items={[
          { text: "To be confirmed", href: at({ which: "open" }), active: which === "open" },
          { text: "Joined by the program", href: at({ which: "joined" }), active: which === "joined" },
          { text: "Decided", href: at({ which: "decided" }), active: which === "decided" },
        ]}
      />
      <ListFilter {...shown} />
      {links.length === 0 ? (
        <p>{nothingShown(which, list)}</p>
      ) : which === "decided" ? (
        <DecidedLinks {...shown} />
      ) : (
        <OpenLinks {...shown} />
      )}
      {next && (
        <GovukPagination next={{ href: next, text: which === "decided" ? "Earlier decisions" : "Next 50" }} />
      )}
      {which !== "decided" && links.length > 0 && (
        <CsvFile href={at({}).replace("/lists/links", "/lists/links.csv")} holdsNames />
      )}
    </>
  );
}

function nothingShown(which: Which, list: LinkedList | undefined): string {
  const inList = list ? " in this list" : "";
  if (which === "decided")
    return "Nobody has decided on a link yet. What is decided stands here and can be undone.";
  return which === "joined"
    ? `The program has joined nothing${inList} by likeness, and no exact match looks wrong.`
    : `Nothing waits${inList}. After each import the program joins what is clear by itself, and asks here where it is not.`;
}

function ListFilter({ waiting, list, which, at }: LinksShown) {
  const countOf = (of: LinkedList) => waiting.find((each) => each.list === of)?.count ?? 0;
  return (
    <Filters
      action="/lists/links"
      chosen={list ? [{ text: lists[list].title, without: at({ list: undefined }) }] : []}
      clearedAt={at({ list: undefined })}
    >
      {which !== "open" && <input type="hidden" name={which} value="yes" />}
      <GovukSelect
        name="list"
        id="list"
        label={{ text: "List" }}
        value={list ?? ""}
        items={[
          { value: "", text: "All lists" },
          ...linkedLists.map((value) => ({
            value,
            text: which !== "open" ? lists[value].title : `${lists[value].title} (${countOf(value)})`,
          })),
        ]}
      />
    </Filters>
  );
}

/** The links that can be decided on together, each with what does not agree. */
function OpenLinks({ links, csrf, list, which }: LinksShown) {
  const isJoined = which === "joined";
  return (
    <Form action={isJoined ? "/lists/links/parted" : "/lists/links/accepted"} csrf={csrf}>
      {list && <input type="hidden" name="list" value={list} />}
      <DenseTable
        caption={
          isJoined
            ? "Nobody has looked at these; the least likely first. Open one to see both records"
            : "Reported missing first, then said to have moved in, then by list; the most doubtful first"
        }
        columns={[
          { text: "Row" },
          { text: "List" },
          { text: isJoined ? "Joined to" : "May be" },
          { text: "Likely", unbroken: true },
          { text: "What does not agree" },
          { text: "Choose" },
        ]}
        rows={links.map((line) => [
          <a href={addressOf(line, list)}>{named(line.name, line.dateOfBirth)}</a>,
          lists[line.list].title,
          other(line),
          howLikely(line),
          whatDiffers(line),
          <Choice {...line} />,
        ])}
      />
      <GovukButton
        text={
          isJoined ? "Part the chosen ones: different children" : "Accept the chosen ones as the same child"
        }
        preventDoubleClick={true}
      />
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

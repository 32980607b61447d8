import { counted, DenseTable, likelyInWords, londonDay, shortDay } from "../web/design/index.ts";
import type { ChildRecord, KnownByList } from "./child-record.store.ts";
import type { LinkOfChild } from "./links-of-child.store.ts";
import { lists } from "./lists.ts";

type KnownByListsProps = {
  child: Pick<ChildRecord, "lists">;
  links: readonly LinkOfChild[];
  /** Whether the viewer may open a link and decide on it. */
  mayDecideLinks: boolean;
};

/** Which lists know a child, how each row is known to be this child, and which rows wait for a person to say so. [A04] */
export function KnownByLists({ child, links, mayDecideLinks }: KnownByListsProps) {
  const perhaps = links.filter(({ open }) => open);
  return (
    <>
      {child.lists.length === 0 ? (
        <p class="govuk-body">No list that you may see knows this child.</p>
      ) : (
        <DenseTable
          caption="Which lists know this child"
          columns={[
            { text: "List" },
            { text: "School" },
            { text: "From", unbroken: true },
            { text: "Until", unbroken: true },
            { text: "Last seen", unbroken: true },
            { text: "How it is known to be this child" },
          ]}
          rows={child.lists.map((one) => [
            lists[one.list].title,
            one.schoolName,
            one.startsOn && shortDay(one.startsOn),
            one.endsOn && shortDay(one.endsOn),
            shortDay(londonDay(one.lastSeenAt)),
            <HowKnown
              list={one.list}
              link={links.find(({ entryId, open }) => entryId === one.entryId && !open)}
              mayDecideLinks={mayDecideLinks}
            />,
          ])}
        />
      )}
      {perhaps.length > 0 && (
        <p class="govuk-body">
          {`To be confirmed, whether it is this child: ${counted(perhaps.length, "more row", "more rows")} of lists. `}
          {perhaps.map(({ list, id }, at) => (
            <>
              {at > 0 && ", "}
              {mayDecideLinks ? <a href={`/lists/links/${id}`}>{lists[list].title}</a> : lists[list].title}
            </>
          ))}
        </p>
      )}
    </>
  );
}

function HowKnown({
  list,
  link,
  mayDecideLinks,
}: {
  list: KnownByList["list"];
  link: LinkOfChild | undefined;
  mayDecideLinks: boolean;
}) {
  if (list === "school-roll") return <span>The roll made the record</span>;
  if (!link) return <span>The same number, or the very same name and birth date</span>;
  const words = link.saidByPerson ? "A person said so" : `Likely: ${likelyInWords(link.likely)}`;
  return mayDecideLinks ? (
    <a href={`/lists/links/${link.id}`}>
      {words}
      <span class="govuk-visually-hidden">, {lists[list].title}</span>
    </a>
  ) : (
    <span>{words}</span>
  );
}

import { DenseTable, Filters, GovukButton, GovukSelect, MojAlert, MoreAt } from "../../web/design/index.ts";
import {
  addressOfEntry,
  type Contact,
  type EntryKind,
  entryKinds,
  howReached,
  kindInWords,
} from "./contact.ts";
import { DirectoryParts } from "./directory-parts.tsx";

export interface DirectoryPageProps {
  readonly contacts: readonly Contact[];
  readonly areas: readonly { readonly id: number; readonly name: string }[];
  readonly areaId: number | undefined;
  readonly kind: EntryKind | undefined;
  readonly council: string;
  readonly done: string | undefined;
  readonly moreAt: string | undefined;
  readonly fileAt: string;
}

/** Whom this authority can ask about a child, by area, and how each is reached. [E01] */
export function DirectoryPage(props: DirectoryPageProps) {
  const { contacts, areas, areaId, kind, council, done, moreAt, fileAt } = props;
  return (
    <>
      {done && <MojAlert variant="success" title="Saved" text={done} />}
      <h1 class="govuk-heading-l">Directory</h1>
      <DirectoryParts active="contacts" />
      <p class="govuk-body">
        Whom your officers can ask about a child. An agency for which nobody signs in answers by a link that
        is sent to its e-mail address.
      </p>
      <GovukButton text="Add somebody" href="/directory/new" />
      <Filters action="/directory">
        <GovukSelect
          id="kind"
          name="kind"
          label={{ text: "Kind" }}
          items={[
            { value: "", text: "Any kind" },
            ...Object.entries(entryKinds).map(([value, text]) => ({ value, text, selected: value === kind })),
          ]}
        />
        <GovukSelect
          id="area"
          name="area"
          label={{ text: "Serves" }}
          items={[
            { value: "", text: "Any area" },
            ...areas.map(({ id, name }) => ({ value: String(id), text: name, selected: id === areaId })),
          ]}
        />
      </Filters>
      {contacts.length === 0 ? (
        <p class="govuk-body">
          {areaId || kind
            ? "Nobody in the directory is of this kind and area."
            : "Nobody is in the directory yet."}
        </p>
      ) : (
        <DenseTable
          caption="Whom we can ask"
          columns={[
            { text: "Name" },
            { text: "Kind", unbroken: true },
            { text: "Serves" },
            { text: "Ask for" },
            { text: "E-mail" },
            { text: "Telephone" },
            { text: "How a question gets there" },
          ]}
          rows={contacts.map((contact) => [
            <a href={addressOfEntry(contact)}>{contact.name}</a>,
            kindInWords(contact.kind),
            contact.of === "agency" ? (contact.area ?? `All of ${council}`) : "",
            contact.askFor ?? "",
            <span class="govuk-!-text-break-word">{contact.email ?? "–"}</span>,
            contact.phone ?? "",
            howReached(contact),
          ])}
        />
      )}
      <MoreAt href={moreAt}>More of the directory</MoreAt>
      <p class="govuk-body">
        <a href={fileAt}>Take the list as a file (CSV)</a>
      </p>
    </>
  );
}

import { z } from "zod";
import { requireAct } from "../access/index.ts";
import { day, GovukDateInput, GovukRadios, GovukSelect, GovukTextarea } from "../web/design/index.ts";
import { addNote } from "./add-note.ts";
import { adviseRemoval } from "./advise-removal.ts";
import type { CaseForm } from "./case-form.ts";
import { placeOf } from "./case-to-work.ts";
import { checkDatabase } from "./check-database.ts";
import { giveOwner } from "./give-owner.ts";
import { ListsOfChild } from "./lists-of-child.tsx";
import { type ListsSay, listsSay } from "./lists-say.store.ts";
import { ownersIn } from "./owners.store.ts";
import { tellReferrer } from "./tell-referrer.ts";

const note = z.string().max(5000);
const closedNow = { refused: { "": "This case has been closed. Reopen it to record more." } };

/** A form, with the types of its values and extras kept to itself. */
function form<Values, Extra>(made: CaseForm<Values, Extra>): CaseForm<Values, Extra> {
  return {
    ...made,
    extra: async (context, kase) => {
      requireAct(context.viewer, made.permission, placeOf(kase));
      return made.extra(context, kase);
    },
  };
}

/** What the lists say of the child, and what the officer makes of it. [C25, A10] */
export const databaseCheckForm = form<
  { found: "nothing" | "school" | "address-inside" | "address-outside"; note?: string | undefined },
  ListsSay[]
>({
  at: "database-checks",
  permission: "work-case",
  title: "Record the database check",
  done: "The database check is recorded.",
  schema: () =>
    z.object({
      found: z.enum(["nothing", "school", "address-inside", "address-outside"]),
      note: note.optional(),
    }),
  names: { found: "what the check found", note: "the note" },
  extra: ({ database }, kase) => listsSay(database, kase.childId),
  fields: ({ field, extra }) => (
    <>
      <ListsOfChild entries={extra} />
      <GovukRadios
        {...field.choice("found")}
        fieldset={{ legend: { text: "What does the check show?", classes: "govuk-fieldset__legend--m" } }}
        items={[
          { value: "nothing", text: "No school and no new address" },
          { value: "school", text: "A school that should have the child" },
          { value: "address-inside", text: "A new address in this area" },
          { value: "address-outside", text: "An address in another authority's area" },
        ]}
      />
      <GovukTextarea
        {...field.text("note")}
        rows="3"
        label={{ text: "Where it was found (optional)" }}
        hint={{ text: "The list, the school or the address. It becomes a note on the case." }}
      />
    </>
  ),
  button: "Record the check",
  act: async (context, reference, values) =>
    (await checkDatabase(context, reference, values)) === "closed" ? closedNow : "done",
});

/** A note, by anybody who works near the case. [C30] */
export const noteForm = form<{ note: string }, undefined>({
  at: "notes",
  permission: "add-note",
  title: "Add a note",
  done: "The note is recorded.",
  schema: () => z.object({ note }),
  names: { note: "the note" },
  extra: async () => undefined,
  fields: ({ field }) => (
    <GovukTextarea
      {...field.text("note")}
      label={{ text: "Note" }}
      hint={{ text: "What happened, who said it and when. It stays on the record as you write it." }}
    />
  ),
  button: "Add the note",
  act: async (context, reference, values) => {
    await addNote(context, reference, values.note);
    return "done";
  },
});

/** The day on which the school may take the child off its roll. [C28] */
export const removalAdviceForm = form<{ removeOn: Temporal.PlainDate }, undefined>({
  at: "removal-advice",
  permission: "work-case",
  title: "Tell the school when to take the child off its roll",
  done: "The school is told the day.",
  schema: () => z.object({ removeOn: day("day of removal") }),
  names: {},
  extra: async () => undefined,
  fields: ({ field }) => (
    <GovukDateInput
      {...field.day("removeOn")}
      fieldset={{ legend: { text: "Day of removal" } }}
      hint={{
        text: "It may be in the past, back to the last day of attendance. The school sees it at once.",
      }}
    />
  ),
  button: "Tell the school",
  act: async (context, reference, values) => {
    await adviseRemoval(context, reference, values);
    return "done";
  },
});

/** Who owns the case. */
export const ownerForm = form<{ owner: number }, { id: number; name: string }[]>({
  at: "owner",
  permission: "work-case",
  title: "Change who owns the case",
  done: "The case has a new owner.",
  schema: () => z.object({ owner: z.coerce.number() }),
  names: { owner: "the new owner" },
  extra: ({ database }, kase) => ownersIn(database, kase.authorityId),
  fields: ({ field, extra, kase }) => (
    <GovukSelect
      {...field.text("owner")}
      value={String(kase.ownerId ?? "")}
      label={{ text: "Owner" }}
      items={extra.map(({ id, name }) => ({ value: String(id), text: name }))}
    />
  ),
  button: "Change the owner",
  act: async (context, reference, { owner, seen }) =>
    (await giveOwner(context, reference, { ownerId: owner, seen })) === "given"
      ? "done"
      : { refused: { owner: "Choose somebody who works cases of this authority" } },
});

/** A word to whoever referred the child. [G02] */
export const wordsToReferrerForm = form<{ words: string }, undefined>({
  at: "words-to-referrer",
  permission: "work-case",
  title: "Tell the referrer",
  done: "The referrer is told.",
  schema: () => z.object({ words: z.string().max(1000) }),
  names: { words: "what to tell the referrer" },
  extra: async () => undefined,
  fields: ({ field }) => (
    <GovukTextarea
      {...field.text("words")}
      label={{ text: "What the referrer is told" }}
      hint={{
        text: "Plain words, and no more than the referrer needs: no address and no other person's name.",
      }}
    />
  ),
  button: "Tell the referrer",
  act: async (context, reference, values) => {
    await tellReferrer(context, reference, values);
    return "done";
  },
});

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { areasOf, authoritiesKnown } from "../../access/index.ts";
import type { Context } from "../../context.ts";
import { type Database, NotFound } from "../../database/index.ts";
import { idAsked, wordsAsked } from "../../web/asked.ts";
import { csvHead, csvLine } from "../../web/csv.ts";
import { csvAnswer } from "../../web/csv-answer.ts";
import {
  errorsBeside,
  type FormErrors,
  GovukBackLink,
  londonDay,
  readForm,
  type Typed,
} from "../../web/design/index.ts";
import { recipientsOf, schoolsOf } from "../recipients.store.ts";
import { schoolTyped } from "../send-enquiries.form.ts";
import { ContactPage, NewContactPage } from "./contact.pages.tsx";
import {
  addressOfEntry,
  type Contact,
  type EntryKind,
  entryKinds,
  entryNamed,
  howReached,
  kindInWords,
  type Reached,
} from "./contact.ts";
import { newEntryForm, reachedForm } from "./directory.form.ts";
import { DirectoryPage } from "./directory.page.tsx";
import { contactOf, directoryOf, pastOf } from "./directory.store.ts";
import { addToDirectory, authorityOf, changeInDirectory, type NewEntry } from "./keep-directory.ts";

type Params = { Params: { entry: string } };
const contactsOnPage = 100;
const contactsAtOnce = 1000;
const keeping = { config: { permission: "keep-directory" as const } };
const kindAsked = z
  .enum(Object.keys(entryKinds) as [EntryKind, ...EntryKind[]])
  .optional()
  .catch(undefined);
const query = z.object({ area: idAsked, kind: kindAsked, after: wordsAsked, done: wordsAsked });
const backToDirectory = <GovukBackLink href="/directory" text="Directory" />;

/** The directory of whom an authority asks: to see, to add to, to change. [E01] */
export function directoryRoutes(server: FastifyInstance): void {
  server.get("/directory", keeping, async (request, reply) => {
    const { context } = request;
    const authorityId = authorityOf(context);
    const { area: areaId, kind, after, done } = query.parse(request.query);
    const [, name = "", entry = ""] = /^(.*)~([a-z]+-\d+)$/.exec(after ?? "") ?? [];
    const found = await directoryOf(context.database, {
      ...{ authorityId, areaId, kind, count: contactsOnPage + 1 },
      after: name ? { name, entry } : undefined,
    });
    const contacts = found.slice(0, contactsOnPage);
    await context.audit({
      act: "listed directory",
      subject: "list",
      authorityId,
      details: { rows: contacts.length },
    });
    const last = contacts.at(-1);
    const asked = new URLSearchParams({
      ...(areaId && { area: String(areaId) }),
      ...(kind && { kind }),
    }).toString();
    const further =
      last && `/directory?${asked}&after=${encodeURIComponent(`${last.name}~${last.of}-${last.id}`)}`;
    return reply.page({
      title: "Directory",
      wide: true,
      children: (
        <DirectoryPage
          {...{ contacts, areaId, kind, areas: await areasOf(context.database, authorityId) }}
          council={await councilOf(context, authorityId)}
          done={done && words[done]}
          moreAt={found.length > contactsOnPage ? further : undefined}
          fileAt={`/directory.csv?${asked}`}
        />
      ),
    });
  });

  server.get("/directory.csv", keeping, async (request, reply) => {
    const { context } = request;
    const { area: areaId, kind } = query.parse(request.query);
    return csvAnswer(reply, context, {
      name: `directory-${londonDay(context.now)}`,
      parts: directoryLines(context, { authorityId: authorityOf(context), areaId, kind }),
    });
  });

  server.get("/directory/new", keeping, (request, reply) => {
    const { council } = z.object({ council: idAsked }).parse(request.query);
    return showNew(request, reply, council ? { who: "authority", authority: String(council) } : {});
  });

  server.post("/directory/new", keeping, async (request, reply) => {
    const { context } = request;
    const authorityId = authorityOf(context);
    const typed = request.body as Typed;
    const read = readForm(newEntryForm, request.body);
    if ("errors" in read) return showNew(request, reply, typed, read.errors);
    const reached = await reachedIn(context, authorityId, read.values);
    const added = await entryIn(context, authorityId, read.values);
    if ("errors" in added) return showNew(request, reply, typed, added.errors);
    const outcome = await request.perform("keep-directory", (acting) =>
      addToDirectory(acting, authorityId, added, "agency" in added ? reached : { ...reached, areaId: null }),
    );
    if (outcome === "there-already")
      return showNew(request, reply, typed, errorsBeside({ who: thereAlready }));
    return reply.redirect("/directory?done=added", 303);
  });

  server.get<Params>("/directory/:entry", keeping, (request, reply) => show(request, reply));

  server.post<Params>("/directory/:entry", keeping, async (request, reply) => {
    const { context } = request;
    const { authorityId, contact } = await contactAsked(request);
    const read = readForm(reachedForm, request.body);
    if ("errors" in read) return show(request, reply, request.body as Typed, read.errors);
    const reached = await reachedIn(context, authorityId, read.values);
    const areaId = contact.of === "agency" ? reached.areaId : null;
    await request.perform("keep-directory", (acting) =>
      changeInDirectory(acting, authorityId, contact, { ...reached, areaId, ended: false }),
    );
    return reply.redirect("/directory?done=saved", 303);
  });

  server.post<Params>("/directory/:entry/end", keeping, async (request, reply) => {
    const { authorityId, contact } = await contactAsked(request);
    await request.perform("keep-directory", (acting) =>
      changeInDirectory(acting, authorityId, contact, { ended: true }),
    );
    return reply.redirect("/directory?done=ended", 303);
  });
}

const words: Record<string, string> = {
  added: "They can be asked from now on.",
  saved: "What you wrote counts from now on.",
  ended: "They are asked no more. What was asked of them stays.",
};
const thereAlready = "They are in the directory already. Change their entry instead";

async function councilOf({ database }: Context, authorityId: number): Promise<string> {
  return (await recipientsOf(database, authorityId)).own;
}

async function contactAsked({ context, params }: FastifyRequest<Params>) {
  const authorityId = authorityOf(context);
  const entry = entryNamed(params.entry);
  const contact = entry && (await contactOf(context.database, authorityId, entry));
  if (!contact) throw new NotFound();
  return { authorityId, contact };
}

/** How they are reached; an area of another authority is none. */
async function reachedIn(
  { database }: Context,
  authorityId: number,
  { area, askFor, email, phone }: z.output<typeof reachedForm>,
): Promise<Reached> {
  const areas = await areasOf(database, authorityId);
  const areaId = areas.some(({ id }) => id === area) ? (area ?? null) : null;
  return { areaId, askFor: askFor ?? null, email: email?.toLowerCase() ?? null, phone: phone ?? null };
}

async function entryIn(
  { database }: Context,
  authorityId: number,
  { who, kind = "police", name = "", authority = 0, school = "" }: z.output<typeof newEntryForm>,
): Promise<NewEntry | { errors: FormErrors }> {
  if (who === "agency") return { agency: { kind, name } };
  if (who === "authority") {
    const there = (await otherAuthorities(database, authorityId)).some(({ id }) => id === authority);
    if (there) return { entry: { of: "authority", id: authority } };
    return { errors: errorsBeside({ authority: "Choose the council from the list" }) };
  }
  const found = schoolTyped(school, await schoolsOf(database));
  if (found) return { entry: { of: "school", id: found.id } };
  return {
    errors: errorsBeside({ school: "Pick the school from the list, or type its seven-digit number" }),
  };
}

/** The other councils, by name. */
async function otherAuthorities(database: Database, authorityId: number) {
  return (await authoritiesKnown(database)).filter(({ id }) => id !== authorityId);
}

async function showNew(request: FastifyRequest, reply: FastifyReply, typed: Typed, errors?: FormErrors) {
  const { context } = request;
  const authorityId = authorityOf(context);
  return reply.page({
    status: errors ? 422 : 200,
    title: "Add to the directory",
    errors,
    before: backToDirectory,
    children: (
      <NewContactPage
        {...{ typed, errors }}
        areas={await areasOf(context.database, authorityId)}
        authorities={await otherAuthorities(context.database, authorityId)}
        council={await councilOf(context, authorityId)}
        schools={await schoolsOf(context.database)}
        csrf={request.session?.csrfToken ?? ""}
      />
    ),
  });
}

async function show(
  request: FastifyRequest<Params>,
  reply: FastifyReply,
  typed?: Typed,
  errors?: FormErrors,
) {
  const { context } = request;
  const { authorityId, contact } = await contactAsked(request);
  await context.audit({ act: "saw directory entry", subject: "list", authorityId });
  return reply.page({
    status: errors ? 422 : 200,
    title: contact.name,
    errors,
    before: backToDirectory,
    children: (
      <ContactPage
        {...{ contact, errors, past: await pastOf(context.database, authorityId, contact) }}
        typed={typed ?? { ...contact, area: contact.areaId ?? "" }}
        areas={await areasOf(context.database, authorityId)}
        council={await councilOf(context, authorityId)}
        csrf={request.session?.csrfToken ?? ""}
      />
    ),
  });
}

const columns = [
  ...["Name", "Kind", "Serves", "Ask for", "E-mail", "Telephone"],
  ...["How a question gets there", "Address"],
];

async function* directoryLines(
  context: Context,
  part: { authorityId: number; areaId: number | undefined; kind: EntryKind | undefined },
): AsyncGenerator<string> {
  const { authorityId } = part;
  yield csvHead(columns);
  const council = await councilOf(context, authorityId);
  for (let after: { name: string; entry: string } | undefined; ; ) {
    const rows: Contact[] = await directoryOf(context.database, { ...part, after, count: contactsAtOnce });
    await context.audit({
      act: "took directory as a file",
      subject: "list",
      authorityId,
      details: { rows: rows.length },
    });
    yield rows
      .map((contact) =>
        csvLine([
          contact.name,
          kindInWords(contact.kind),
          contact.of === "agency" ? (contact.area ?? `All of ${council}`) : "",
          contact.askFor,
          contact.email,
          contact.phone,
          howReached(contact),
          addressOfEntry(contact),
        ]),
      )
      .join("");
    const last = rows.at(-1);
    if (!last || rows.length < contactsAtOnce) return;
    after = { name: last.name, entry: `${last.of}-${last.id}` };
  }
}

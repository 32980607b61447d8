import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { postsAllowing } from "../../access/index.ts";
import { dayOf } from "../../calendar/index.ts";
import { NotAllowed, NotFound } from "../../database/index.ts";
import { idAsked } from "../../web/asked.ts";
import { csvAnswer } from "../../web/csv-answer.ts";
import {
  carried,
  choices,
  errorsBeside,
  type FormErrors,
  GovukBackLink,
  readForm,
  type Typed,
} from "../../web/design/index.ts";
import { linkedLists } from "../linked-fields.ts";
import { decideLink, decideLinks, type LinkDecided } from "./decide-link.ts";
import { LinkPage } from "./link.page.tsx";
import { decisions } from "./link.ts";
import { LinksPage, type Which } from "./links.page.tsx";
import {
  type JoinedPlace,
  type LinkLine,
  type LinkPlace,
  linkAfter,
  linkShown,
  linksDecided,
  linksJoined,
  linksToConfirm,
  linksWaiting,
} from "./links.store.ts";
import { linkLines } from "./links-csv.ts";

const linksOnPage = 50;
const deciding = { config: { permission: "decide-link" as const } };

const list = z.enum(linkedLists).optional().catch(undefined);
const said = z.enum([...decisions, "undone"]);
const count = z.coerce.number().int().min(0).max(linksOnPage).catch(0);
const asked = z.object({
  list,
  decided: z.literal("yes").optional().catch(undefined),
  joined: z.literal("yes").optional().catch(undefined),
  after: z.string().max(60).optional().catch(undefined),
  before: idAsked,
  done: count.optional(),
  left: count.optional(),
  of: idAsked,
  said: said.optional().catch(undefined),
});
const accepting = z.object({
  list,
  links: choices(z.string().regex(/^\d{1,15}~\d{1,15}$/)).refine(
    (chosen) => chosen.length > 0 && chosen.length <= linksOnPage,
    "Choose at least one link, and no more than stand on one page",
  ),
});
const decisionForm = z.object({ list, decision: said, note: z.string().max(500).optional() });

/** The links that wait for a person, and deciding on them. [A04] [A10] [A11] */
export function linkRoutes(server: FastifyInstance): void {
  server.get("/lists/links", deciding, (request, reply) => showLinks(request, reply));

  server.get("/lists/links.csv", deciding, async ({ context, query }, reply) => {
    const { list: of, joined } = asked.parse(query);
    return csvAnswer(reply, context, {
      name: `${joined ? "links-by-the-program" : "links-to-confirm"}-${dayOf(context.now)}`,
      parts: linkLines(context, {
        authorityId: authorityOf(context),
        list: of,
        which: joined ? "joined" : "open",
      }),
    });
  });

  server.post("/lists/links/accepted", deciding, (request, reply) => decideTogether(request, reply, "open"));
  server.post("/lists/links/parted", deciding, (request, reply) => decideTogether(request, reply, "joined"));

  server.get<{ Params: { id: string } }>("/lists/links/:id", deciding, (request, reply) =>
    showLink(request, reply),
  );

  server.post<{ Params: { id: string } }>("/lists/links/:id/decisions", deciding, async (request, reply) => {
    const linkId = idIn(request);
    const read = readForm(decisionForm, request.body, {
      decision: "whether it is the same child",
      note: "why",
    });
    if ("errors" in read) return showLink(request, reply, read.errors);
    const { decision, note } = read.values;
    const seen = Number(carried(request.body).seen) || 0;
    const outcome = await request.perform("decide-link", (context) =>
      decideLink(context, linkId, { decision, note, seen }),
    );
    if ("refused" in outcome) return showLink(request, reply, refusals[outcome.refused]);
    const next = await linkAfter(request.context.database, {
      ...{ id: linkId, list: read.values.list },
      authorityId: authorityOf(request.context),
    });
    const to = decision === "undone" || next === undefined ? linkId : next;
    return reply.redirect(
      address({ list: read.values.list, of: String(linkId), said: decision }, `/${to}`),
      303,
    );
  });
}

/** Of links that wait, those chosen are one child each; of those that the program made, they are not. */
async function decideTogether(request: FastifyRequest, reply: FastifyReply, which: "open" | "joined") {
  const read = readForm(accepting, request.body);
  if ("errors" in read) return showLinks(request, reply, read.errors, which);
  const links = read.values.links.map((each) => {
    const [id, seen] = each.split("~").map(Number);
    return { id: id ?? 0, seen: seen ?? 0 };
  });
  const decision = which === "open" ? "same" : "different";
  const { done, left } = await request.perform("decide-link", (context) =>
    decideLinks(context, decision, links),
  );
  const words = { list: read.values.list, done: String(done), left: String(left) };
  return reply.redirect(address({ ...words, ...(which === "joined" && { joined: "yes" }) }), 303);
}

const refusals: Record<Extract<LinkDecided, { refused: string }>["refused"], FormErrors> = {
  "decided-meanwhile": errorsBeside({
    "": "Somebody has decided on this link meanwhile. See what stands now, then decide",
  }),
  "row-has-its-child": errorsBeside({
    "": "Somebody has said that this row is another child's. Undo that decision first, if it is wrong",
  }),
  "nothing-to-undo": errorsBeside({ "": "Nothing is decided on this link, so there is nothing to undo" }),
};

type Asking = Pick<FastifyRequest["context"], "viewer">;

/** The authority for which the viewer decides. */
function authorityOf({ viewer }: Asking): number {
  const [post] = postsAllowing(viewer, "decide-link");
  if (!post) throw new NotAllowed("decide-link");
  return post.authorityId;
}

async function showLinks(
  request: FastifyRequest,
  reply: FastifyReply,
  errors?: FormErrors,
  refusedIn?: Which,
): Promise<FastifyReply> {
  const { context } = request;
  const authorityId = authorityOf(context);
  const chosen = asked.parse({ ...(request.query as object), ...(errors && (request.body as object)) });
  const which = refusedIn ?? (chosen.decided ? "decided" : chosen.joined ? "joined" : "open");
  const wanted = { authorityId, list: chosen.list, count: linksOnPage + 1 };
  const after = placeIn(chosen.after);
  const [found, waiting] = await Promise.all([
    which === "decided"
      ? linksDecided(context.database, { ...wanted, before: chosen.before })
      : which === "joined"
        ? linksJoined(context.database, { ...wanted, after })
        : linksToConfirm(context.database, { ...wanted, after }),
    linksWaiting(context.database, authorityId),
  ]);
  const links = found.slice(0, linksOnPage);
  await context.audit({
    act: {
      open: "listed links to confirm",
      joined: "listed links by the program",
      decided: "listed links decided",
    }[which],
    subject: "list",
    authorityId,
    details: { rows: links.length, children: [...new Set(links.flatMap(({ childId }) => childId ?? []))] },
  });
  const tab = (shown: Which) => (shown === "open" ? {} : { [shown]: "yes" });
  const next = found.length > linksOnPage ? links.at(-1) : undefined;
  return reply.page({
    title: "Links between lists",
    wide: true,
    ...(errors && { status: 422, errors }),
    children: (
      <LinksPage
        {...{ links, which, waiting, list: chosen.list }}
        csrf={request.session?.csrfToken ?? ""}
        done={chosen.done === undefined ? undefined : { done: chosen.done, left: chosen.left ?? 0 }}
        next={
          next &&
          address({
            ...{ list: chosen.list, ...tab(which) },
            ...(which === "decided" ? { before: String(next.decisionId) } : { after: placeOf(next) }),
          })
        }
        at={(change) =>
          address({
            list: "list" in change ? change.list : chosen.list,
            ...tab(change.which ?? which),
          })
        }
      />
    ),
  });
}

async function showLink(
  request: FastifyRequest,
  reply: FastifyReply,
  errors?: FormErrors,
): Promise<FastifyReply> {
  const { context } = request;
  const link = await linkShown(context.database, idIn(request));
  if (!link) throw new NotFound();
  const { id, authorityId, childId } = link;
  await context.audit({
    ...{ act: "saw link", subject: "link", subjectId: id, authorityId },
    ...(childId !== null && { childId }),
  });
  const {
    list: chosen,
    of,
    said: word,
  } = asked.parse({ ...(request.query as object), ...(errors && (request.body as object)) });
  return reply.page({
    title: `Link ${id}`,
    wide: true,
    ...(errors && { status: 422, errors }),
    before: <GovukBackLink href={address({ list: chosen })} text="Links between lists" />,
    children: (
      <LinkPage
        link={link}
        list={chosen}
        csrf={request.session?.csrfToken ?? ""}
        note={errors ? String((request.body as Typed | undefined)?.["note"] ?? "") : ""}
        justSaid={
          of !== undefined && word !== undefined && !errors ? { linkId: of, decision: word } : undefined
        }
      />
    ),
  });
}

function idIn({ params }: FastifyRequest): number {
  const id = idAsked.parse((params as { id: string }).id);
  if (id === undefined) throw new NotFound();
  return id;
}

const place = z.tuple([
  z.coerce.number().int().min(0).max(9),
  z.coerce.number().min(0).max(1),
  z.coerce.number().int().min(0),
  z.coerce.number().min(0).max(1),
]);

function placeOf({ risk, doubt, id, probability }: LinkLine): string {
  return [risk, doubt, id, probability].join("~");
}

/** An address that somebody changed by hand shows the first page. */
function placeIn(words: string | undefined): (LinkPlace & JoinedPlace) | undefined {
  const read = place.safeParse(words?.split("~"));
  if (!read.success || !Number.isSafeInteger(read.data[2])) return undefined;
  const [risk, doubt, id, probability] = read.data;
  return { risk, doubt, id, probability };
}

function address(words: Record<string, string | undefined>, rest = ""): string {
  const said = Object.entries(words).filter((each): each is [string, string] => each[1] !== undefined);
  return `/lists/links${rest}${said.length > 0 ? `?${new URLSearchParams(said)}` : ""}`;
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { dayOf } from "../../calendar/index.ts";
import type { Context } from "../../context.ts";
import { idAsked } from "../../web/asked.ts";
import {
  errorsBeside,
  type FormErrors,
  GovukBackLink,
  readForm,
  type Typed,
} from "../../web/design/index.ts";
import {
  endForm,
  leaveForm,
  leaveNames,
  liftForm,
  liftNames,
  restrictForm,
  restrictNames,
} from "./restriction.form.ts";
import { RestrictionPage, restrictionAt } from "./restriction.page.tsx";
import { leaveOf, readersOf, restrictionChanges } from "./restriction.store.ts";
import { endLeave, giveLeave, liftRestriction, recordAskedFor, restrictRecord } from "./restriction.ts";

type OfChild = FastifyRequest<{ Params: { id: string } }>;

const restricting = { config: { permission: "restrict-child" as const } };

/** What is refused, beside the field that it is about. */
const refusals: Readonly<Record<string, [field: string, words: string]>> = {
  "not-a-reader": ["person", "Choose somebody whose post shows them this child"],
  "nobody-else": [
    "people",
    "Let one more person who may lift the restriction keep sight of it: else it is lost when you are away",
  ],
  "nobody-left": [
    "person",
    "This is the last person with leave who may lift the restriction. Give another one leave first",
  ],
};

/** Restricting a child's record, leave to see it, and lifting the restriction. [G04] */
export function restrictionRoutes(server: FastifyInstance): void {
  server.get("/children/:id/restriction", restricting, (request: OfChild, reply) => show(request, reply));

  server.post("/children/:id/restriction", restricting, (request: OfChild, reply) =>
    done(request, reply, readForm(restrictForm, request.body, restrictNames), restrictRecord),
  );

  server.post("/children/:id/restriction/lift", restricting, (request: OfChild, reply) =>
    done(request, reply, readForm(liftForm, request.body, liftNames), liftRestriction),
  );

  server.post("/children/:id/restriction/leave", restricting, (request: OfChild, reply) => {
    const form = leaveForm(dayOf(request.context.now));
    return done(request, reply, readForm(form, request.body, leaveNames), (context, childId, asked) =>
      giveLeave(context, childId, { ...asked, reason: asked.why }),
    );
  });

  server.post("/children/:id/restriction/end", restricting, (request: OfChild, reply) =>
    done(request, reply, readForm(endForm, request.body), (context, childId, { person }) =>
      endLeave(context, childId, person),
    ),
  );
}

/** Does what a form asks, and shows the page again: with the mend where it is refused. What is so already is told by the page itself. */
async function done<Values>(
  request: OfChild,
  reply: FastifyReply,
  read: { values: Values } | { errors: FormErrors },
  act: (context: Context, childId: number, values: Values) => Promise<string>,
): Promise<FastifyReply> {
  if ("errors" in read) return show(request, reply, read.errors);
  const { word } = await request.perform("restrict-child", async (context) => ({
    word: await act(context, childAsked(request), read.values),
  }));
  const refused = refusals[word];
  if (refused) return show(request, reply, errorsBeside({ [refused[0]]: refused[1] }));
  return reply.redirect(restrictionAt({ childId: childAsked(request) }), 303);
}

const childAsked = ({ params }: OfChild) => idAsked.parse(params.id) ?? 0;

async function show(request: OfChild, reply: FastifyReply, errors?: FormErrors): Promise<FastifyReply> {
  const { context, session } = request;
  const record = await recordAskedFor(context, childAsked(request));
  const { childId, authorityId, restricted } = record;
  const [readers, leave, changes] = await Promise.all([
    readersOf(context, childId),
    restricted ? leaveOf(context.database, childId) : [],
    restrictionChanges(context.database, childId),
  ]);
  await context.audit({
    act: "saw who may see a record",
    ...{ subject: "child", subjectId: childId, childId, authorityId },
  });
  return reply.page({
    title: "Who may see a record",
    status: errors ? 422 : 200,
    errors,
    before: <GovukBackLink href={`/children/${childId}`} text="Back to the child" />,
    children: (
      <RestrictionPage
        {...{ record, readers, leave, changes, errors }}
        me={context.viewer.personId}
        csrf={session?.csrfToken ?? ""}
        typed={errors && (request.body as Typed)}
      />
    ),
  });
}

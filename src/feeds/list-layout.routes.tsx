import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { NotFound } from "../database/index.ts";
import { csvHead } from "../web/csv.ts";
import { csvAnswer } from "../web/csv-answer.ts";
import { type FormErrors, readForm } from "../web/design/index.ts";
import { layoutOf } from "./column-layout.ts";
import { expectFeed } from "./expect-feed.ts";
import { type Rhythm, rhythms } from "./feed-rhythm.ts";
import { feedsOf } from "./feeds.store.ts";
import { wholeAuthoritiesOf } from "./imports.store.ts";
import type { ListDefinition } from "./list-definition.ts";
import { backToImports, ListLayoutPage } from "./list-layout.page.tsx";
import { listDefinitions } from "./lists/index.ts";

const importing = { config: { permission: "import-roll" as const } };
const rhythm = z.object({ expected: z.enum(Object.keys(rhythms) as [Rhythm, ...Rhythm[]]) });

type Params = { Params: { list: string } };

/** How each list is laid out, an empty file of it, and how often it is expected. */
export function listLayoutRoutes(server: FastifyInstance): void {
  server.get<Params>("/imports/layouts/:list", importing, async (request, reply) => {
    return showLayout(request, reply, definitionAsked(request));
  });

  server.get<Params>("/imports/templates/:list", importing, async (request, reply) => {
    const definition = definitionAsked(request);
    const names = layoutOf(definition).map(({ name }) => name);
    return csvAnswer(reply, request.context, { name: definition.word, parts: [csvHead(names)] });
  });

  server.post<Params>("/imports/layouts/:list/rhythm", importing, async (request, reply) => {
    const definition = definitionAsked(request);
    const read = readForm(rhythm, request.body, { expected: "how often it is expected" });
    if ("errors" in read) return showLayout(request, reply, definition, read.errors);
    const { expected } = read.values;
    await request.perform("import-roll", (context) => expectFeed(context, definition.list, expected));
    return reply.redirect("/imports", 303);
  });
}

async function showLayout(
  request: FastifyRequest<Params>,
  reply: FastifyReply,
  definition: ListDefinition,
  errors?: FormErrors,
): Promise<FastifyReply> {
  const { context } = request;
  const whole = wholeAuthoritiesOf(context.viewer).size > 0;
  const feeds = whole ? await feedsOf(context.database) : [];
  const expected = feeds.find(({ list }) => list === definition.list)?.expected ?? definition.expected;
  return reply.page({
    status: errors ? 422 : 200,
    title: `${definition.title}: layout`,
    before: backToImports,
    errors,
    children: (
      <ListLayoutPage
        definition={definition}
        expected={whole ? expected : undefined}
        csrf={request.session?.csrfToken ?? ""}
        errors={errors}
      />
    ),
  });
}

function definitionAsked({ params }: FastifyRequest<Params>): ListDefinition {
  const definition = listDefinitions.find(({ word }) => word === params.list);
  if (!definition) throw new NotFound();
  return definition;
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { addressOf } from "../../access/sign-in/index.ts";
import { type Context, type Keepsight, perform, readingContext } from "../../context.ts";
import { type Calling, callingDirectory } from "../../interface/clients/index.ts";
import { groupsAsked } from "./answer-groups.ts";
import { usersAsked } from "./answer-users.ts";
import { providerConfig, resourceTypes, schemas } from "./described.ts";
import { listOf } from "./list.ts";
import { Refusal, refusalBody, refusalOf } from "./refusal.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The directory of staff whose secret or token came with the request. */
    directory: Calling | undefined;
  }
}

/** Whoever shows no good token may try as often in a minute. */
const triesWithoutToken = 60;
const root = "/scim/v2";
/** A group of 20,000 members. */
const largestBody = 4_000_000;

/** One question or telling of a directory, with what it needs. */
export type Asked = {
  request: FastifyRequest;
  reply: FastifyReply;
  /** The address under which everything here lies. */
  address: string;
  directory: Calling;
  reading: ReturnType<typeof readingContext>;
  perform: <Answer>(work: (context: Context) => Promise<Answer>) => Promise<Answer>;
};

/** SCIM 2.0 (RFC 7643 and 7644): a directory of staff tells who joins, who leaves and which groups they are in. */
export function scimRoutes(server: FastifyInstance, keepsight: Keepsight): void {
  const address = `${addressOf(keepsight.settings)}${root}`;
  server.register(
    async (scim) => {
      scim.decorateRequest("directory", undefined);
      scim.addContentTypeParser(
        "application/scim+json",
        { parseAs: "string" },
        scim.getDefaultJsonParser("error", "error"),
      );
      scim.setErrorHandler((fault, request, reply) => {
        const refusal = refusalOf(fault) ?? broken(fault, request);
        if (refusal.status === 401) reply.header("www-authenticate", "Bearer");
        return answer(reply, refusal.status, refusalBody(refusal));
      });
      scim.setNotFoundHandler((_request, reply) =>
        answer(
          reply,
          404,
          refusalBody(new Refusal(404, `There is no such address: see ${root}/ResourceTypes.`)),
        ),
      );
      const limit = scim.rateLimit({
        timeWindow: 60_000,
        max: ({ directory }: FastifyRequest) =>
          directory ? keepsight.settings.requestsAMinute : triesWithoutToken,
        keyGenerator: ({ directory, ip }: FastifyRequest) =>
          directory ? `directory ${directory.id}` : `no directory ${ip}`,
      });
      scim.addHook("onRequest", async (request, reply) => {
        request.directory = await callingDirectory(keepsight, request);
        await limit.call(scim, request, reply);
        if (!request.directory)
          throw new Refusal(
            401,
            "Send 'Authorization: Bearer SECRET' with the secret of a directory of staff.",
          );
      });
      const asked = (request: FastifyRequest, reply: FastifyReply): Asked => {
        const { directory } = request;
        if (!directory) throw new Refusal(401, "There is no good token.");
        const call = { viewer: directory.viewer, act: "keep-staff", request: request.id } as const;
        return {
          ...{ request, reply, address, directory },
          reading: readingContext(keepsight, directory.viewer, request.id),
          perform: (work) => perform(keepsight, call, work),
        };
      };
      const config = { permission: "client" as const, rateLimit: false as const };
      const told = { config, bodyLimit: largestBody };
      for (const [name, said] of [
        ["ServiceProviderConfig", providerConfig(address)],
        ["ResourceTypes", listOf(resourceTypes(address))],
        ["Schemas", listOf(schemas(address))],
      ] as const)
        scim.get(`/${name}`, { config }, (_request, reply) => answer(reply, 200, said));
      for (const [name, described] of [
        ["ResourceTypes", resourceTypes(address)],
        ["Schemas", schemas(address)],
      ] as const)
        scim.get<{ Params: { id: string } }>(`/${name}/:id`, { config }, ({ params }, reply) => {
          const one = described.find(({ id }) => id === params.id);
          if (!one) throw new Refusal(404, `See ${root}/${name}.`);
          return answer(reply, 200, one);
        });
      for (const [name, of] of [
        ["Users", usersAsked],
        ["Groups", groupsAsked],
      ] as const) {
        scim.get(`/${name}`, { config }, (request, reply) => of.list(asked(request, reply)));
        scim.post(`/${name}`, told, (request, reply) => of.add(asked(request, reply)));
        scim.get(`/${name}/:id`, { config }, (request, reply) => of.show(asked(request, reply)));
        scim.put(`/${name}/:id`, told, (request, reply) => of.replace(asked(request, reply)));
        scim.patch(`/${name}/:id`, told, (request, reply) => of.change(asked(request, reply)));
        scim.delete(`/${name}/:id`, { config }, (request, reply) => of.remove(asked(request, reply)));
      }
    },
    { prefix: root },
  );
}

/** What went wrong inside is logged by its reference and kind alone. */
function broken(fault: unknown, request: FastifyRequest): Refusal {
  const { name, code } = fault as { name?: string; code?: string };
  request.log.error({ request: request.id, fault: name, code }, "SCIM failed");
  return new Refusal(500, "Something went wrong here. Send the same again later.");
}

function answer(reply: FastifyReply, status: number, body: unknown): FastifyReply {
  return reply.status(status).type("application/scim+json; charset=utf-8").send(JSON.stringify(body));
}

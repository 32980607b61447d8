import { z } from "zod";
import { listDefinitions } from "../../feeds/index.ts";
import { scopes } from "../clients/scopes.ts";
import { tokenAnswer, tokenRefusal, tokenRequest } from "../clients/token.routes.ts";
import { schemaAsJson } from "../operations/described.ts";
import { operations } from "../operations/index.ts";
import type { JsonSchema, Operation } from "../operations/operation.ts";

/** An operation as the document has it. */
export type Described = {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  security: Record<string, string[]>[];
  parameters: { name: string; in: string; required: boolean; description?: string; schema: JsonSchema }[];
  requestBody?: { required: boolean; content: Record<string, { schema: JsonSchema }> };
  responses: Record<
    string,
    { description: string; content?: Record<string, { schema: JsonSchema }>; headers?: JsonSchema }
  >;
};
export type OpenApi = {
  openapi: string;
  info: { title: string; version: string; description: string };
  paths: Record<string, Record<string, Described>>;
  components: JsonSchema;
};

const problem = z.object({
  ...{ title: z.string(), status: z.int(), detail: z.string().describe("What to do about it") },
  errors: z.array(z.object({ field: z.string(), mend: z.string() })).optional(),
});
const refusals: Record<number, string> = {
  400: "It cannot be read",
  401: "There is no good token",
  403: "The client or its role may not",
  404: "There is none that the client may know of",
  409: "The record does not allow it now",
  412: "Somebody recorded something meanwhile",
  415: "The body is of another kind",
  422: "Fields to mend",
  428: "There is no If-Match",
  429: "Too many requests: wait as long as Retry-After says",
};

let made: OpenApi | undefined;

/** The description of the interface in OpenAPI 3.1, from the schemas by which it reads and answers. */
export function openApi(): OpenApi {
  made ??= {
    openapi: "3.1.0",
    info: {
      title: "Keepsight",
      version: "1",
      description:
        "Read and write the register of children missing education. A system sees and does what its role may; a restricted child is never among it. No address holds a name.",
    },
    paths: pathsOf([...operations.map(pathOf), tokenPath, ...listPaths]),
    components: {
      schemas: { Problem: schemaAsJson(problem, "output") },
      securitySchemes: {
        client: {
          type: "oauth2",
          flows: { clientCredentials: { tokenUrl: "/api/v1/token", scopes } },
        },
        listKey: {
          type: "http",
          scheme: "bearer",
          description: "A key from the page Keys for other systems",
        },
      },
    },
  };
  return made;
}

type Path = { path: string; method: string; described: Described };

function pathsOf(paths: readonly Path[]): OpenApi["paths"] {
  const all: OpenApi["paths"] = {};
  for (const { path, method, described } of paths) all[path] = { ...all[path], [method]: described };
  return all;
}

function pathOf(operation: Operation): Path {
  const { name, method, path, tag, summary, scope, acts } = operation;
  return {
    ...{ path, method },
    described: {
      ...{ operationId: name, tags: [tag], summary, security: [{ client: [scope] }] },
      ...(acts.length > 0 && { description: `For roles that may: ${acts.join(", ")}.` }),
      parameters: parametersOf(operation),
      ...bodyOf(operation),
      responses: responsesOf(operation),
    },
  };
}

const text = { type: "string" };

function parametersOf({ path, query, method, writes, locks }: Operation): Described["parameters"] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => ({
    ...{ name, in: "path", required: true },
    schema: name === "id" ? { type: "integer" } : name === "day" ? { ...text, format: "date" } : text,
  }));
  const asked = query
    ? ((schemaAsJson(query, "input")["properties"] ?? {}) as Record<string, JsonSchema>)
    : {};
  const inQuery = Object.entries(asked).map(([name, schema]) => ({
    name,
    in: "query",
    required: false,
    schema,
  }));
  const header = (name: string, required: boolean, description: string) => ({
    ...{ name, in: "header", required, description, schema: text },
  });
  return [
    ...inPath,
    ...inQuery,
    ...(writes
      ? [header("Idempotency-Key", true, "The same again gets the first answer and does nothing")]
      : []),
    ...(locks ? [header("If-Match", true, "The ETag of the case as it was read last, or *")] : []),
    ...(method === "get" ? [header("If-None-Match", false, "An ETag: 304 where nothing has changed")] : []),
  ];
}

function bodyOf({ body }: Operation): Pick<Described, "requestBody"> {
  if (!body) return {};
  if ("file" in body)
    return {
      requestBody: {
        required: true,
        content: { [body.file]: { schema: { type: "string", format: "binary" } } },
      },
    };
  const schema = "read" in body ? schemaAsJson(body.read, "input") : body.described;
  return { requestBody: { required: true, content: { "application/json": { schema } } } };
}

function responsesOf({
  method,
  path,
  query,
  body,
  writes,
  locks,
  answers,
  refuses = [],
}: Operation): Described["responses"] {
  const { status, says, schema } = answers;
  const content = schema && { "application/json": { schema: schemaAsJson(schema, "output") } };
  const answered = { description: says, ...(content && { content }) };
  const statuses = [
    ...[401, 403, 429, ...refuses],
    ...(path.includes("{") || writes ? [404] : []),
    ...(query || (body && !("file" in body)) ? [422] : []),
    ...(body && "file" in body ? [422] : body ? [415] : []),
    ...(writes ? [400] : []),
    ...(locks ? [409, 412, 428] : []),
  ];
  return {
    [status]: answered,
    ...(body && "file" in body && { 200: answered }),
    ...(method === "get" && { 304: { description: "Nothing has changed since the ETag" } }),
    ...Object.fromEntries([...new Set(statuses)].sort().map((each) => [each, refusalOf(each)])),
  };
}

function refusalOf(status: number): Described["responses"][string] {
  return {
    description: refusals[status] ?? "",
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  };
}

const tokenPath: Path = {
  path: "/api/v1/token",
  method: "post",
  described: {
    ...{
      operationId: "getToken",
      tags: ["Tokens"],
      summary: "Get a token with a client's key and secret",
      security: [],
    },
    description: "OAuth 2.0 client credentials. Key and secret come in the body or by Basic.",
    parameters: [],
    requestBody: {
      required: true,
      content: { "application/x-www-form-urlencoded": { schema: schemaAsJson(tokenRequest, "input") } },
    },
    responses: {
      200: {
        description: "A token",
        content: { "application/json": { schema: schemaAsJson(tokenAnswer, "output") } },
      },
      ...Object.fromEntries(
        [400, 401].map((status) => [
          status,
          {
            description: "Refused",
            content: { "application/json": { schema: schemaAsJson(tokenRefusal, "output") } },
          },
        ]),
      ),
      429: refusalOf(429),
    },
  },
};

/** The older way to send lists, with a key that can do nothing else: see src/feeds/api. */
const listPaths: readonly Path[] = [
  {
    path: "/api/imports/{list}",
    method: "post",
    described: {
      ...{ operationId: "sendListWithKey", tags: ["Lists with a key"], summary: "Send a list with a key" },
      security: [{ listKey: [] }],
      parameters: [
        {
          ...{ name: "list", in: "path", required: true },
          schema: { type: "string", enum: listDefinitions.map(({ word }) => word) },
        },
        { name: "Idempotency-Key", in: "header", required: false, schema: text },
      ],
      requestBody: {
        required: true,
        content: { "text/csv": { schema: { type: "string", format: "binary" } } },
      },
      responses: Object.fromEntries([
        ...[200, 202].map((status) => [
          status,
          jsonOf("sendList", "The file waits to be read, or has been in all along"),
        ]),
        ...[400, 401, 403, 404, 415, 422, 429].map((status) => [status, refusalOf(status)]),
      ]),
    },
  },
  {
    path: "/api/imports/{id}",
    method: "get",
    described: {
      ...{
        operationId: "readImportWithKey",
        tags: ["Lists with a key"],
        summary: "Read how far a file has come",
      },
      security: [{ listKey: [] }],
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }],
      responses: Object.fromEntries([
        [200, jsonOf("readFeed", "Its state and counts")],
        ...[401, 404, 429].map((status) => [status, refusalOf(status)]),
      ]),
    },
  },
];

/** The same answer as that of the operation whose name begins so. */
function jsonOf(name: string, description: string): Described["responses"][string] {
  const schema = operations.find((each) => each.name.startsWith(name))?.answers.schema;
  return {
    description,
    ...(schema && { content: { "application/json": { schema: schemaAsJson(schema, "output") } } }),
  };
}

import type { FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Act, Viewer } from "../../access/index.ts";
import type { Context, Keepsight, ReadingContext } from "../../context.ts";
import type { CallingClient } from "../clients/clients.store.ts";
import type { Scope } from "../clients/scopes.ts";

/** A description in JSON Schema, as the document has it. */
export type JsonSchema = { [key: string]: unknown };

/** One call by one client. */
export type Call = {
  keepsight: Keepsight;
  client: CallingClient & { viewer: Viewer };
  /** For reading: what is seen is audited before the answer leaves. */
  context: ReadingContext;
  params: Readonly<Record<string, string>>;
  /** As the operation's own schema read it. */
  query: Readonly<Record<string, unknown>>;
  body: unknown;
  request: FastifyRequest;
  /** The fact that the caller has seen last, by If-Match; undefined where none is asked for, or any will do. */
  seen: number | undefined;
  /** The key of a write, under which its answer is kept. */
  once: string | undefined;
  /** Performs an act once for the Idempotency-Key that came with this body: the same again gets the first answer. */
  perform: (act: Act, work: (context: Context) => Promise<Answered>) => Promise<Answered>;
};

/** What goes back: the body is cut to the operation's schema before it leaves. */
export type Answered = {
  status?: number;
  body?: unknown;
  /** The last fact of the case that it is about: a part of the ETag that If-Match gives back. */
  lastFact?: number | null;
  location?: string;
  /** The cursor of the next page. */
  next?: string | undefined;
};

/** One thing that a system can ask; routes, document, tests and the client come of it. */
export type Operation = {
  name: string;
  method: "get" | "post" | "delete";
  /** As OpenAPI writes it: /api/v1/cases/{reference}. */
  path: string;
  tag: string;
  summary: string;
  /** What the client must be let into. */
  scope: Scope;
  /** One of these its role must allow; none: any role. */
  acts: readonly Act[];
  query?: z.ZodObject;
  /** Of a JSON body: the schema itself, or what the document says of one that a form reads. */
  body?: { read: z.ZodType } | { described: JsonSchema } | { file: "text/csv" };
  /** A write that asks what the caller has seen last. */
  locks?: true;
  /** A write carries an Idempotency-Key. */
  writes?: true;
  answers: { status: number; says: string; schema?: z.ZodType };
  /** The mends that this operation may answer besides those of all. */
  refuses?: readonly number[];
  answer: (call: Call) => Promise<Answered>;
};

import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import type { ReadingContext } from "../context.ts";

/** Answers with a CSV file, each part of which goes once it is in the audit log who took it. */
export function csvAnswer(
  reply: FastifyReply,
  context: ReadingContext,
  { name, parts }: { name: string; parts: AsyncIterable<string> | Iterable<string> },
): FastifyReply {
  return reply
    .type("text/csv; charset=utf-8")
    .header("cache-control", "no-store")
    .header("content-disposition", `attachment; filename="${name}.csv"`)
    .send(Readable.from(recordedFirst(context, parts)));
}

async function* recordedFirst(
  context: ReadingContext,
  parts: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<string> {
  for await (const part of parts) {
    await context.recorded();
    yield part;
  }
}

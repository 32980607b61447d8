import type { IncomingMessage } from "node:http";
import { context, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import type { FastifyInstance, FastifyRequest } from "fastify";

const tracer = trace.getTracer("keepsight");
const spans = new WeakMap<IncomingMessage, Span>();

/** What asks all day and tells nothing: what watches over the program, and what pages are drawn with. */
const untold = /^\/(assets\/|health$|ready$|metrics$)/;

/**
 * The reference of a new request, a UUID. Where somebody wants traces it is the trace's own id, so that what a fault
 * page, the log and the audit log say leads to the trace. A trace that a caller says it is part of is not joined:
 * anybody could say so.
 */
export function referenceOf(raw: IncomingMessage): string {
  if (untold.test(raw.url ?? "")) return crypto.randomUUID();
  const span = tracer.startSpan(raw.method ?? "", { kind: SpanKind.SERVER, root: true });
  if (!span.isRecording()) return crypto.randomUUID();
  spans.set(raw, span);
  return span.spanContext().traceId.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Does what requests ask within their spans, which hold method, status and the pattern of the address, never the address. */
export function traceRequests(server: FastifyInstance): void {
  const within = (request: FastifyRequest, _reply: unknown, done: () => void) => {
    const span = spans.get(request.raw);
    if (span) context.with(trace.setSpan(ROOT_CONTEXT, span), done);
    else done();
  };
  server.addHook("onRequest", within);
  // The body came in by events of the connection, which know of no request.
  server.addHook("preValidation", within);
  server.addHook("onResponse", async (request, { statusCode }) => {
    const span = spans.get(request.raw);
    const route = request.routeOptions.url;
    span?.updateName(route ? `${request.method} ${route}` : request.method);
    span?.setAttributes({
      "http.request.method": request.method,
      "http.response.status_code": statusCode,
      ...(route && { "http.route": route }),
    });
    if (statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
  });
}

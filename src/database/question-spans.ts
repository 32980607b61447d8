import { SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";

const tracer = trace.getTracer("keepsight");

/**
 * Asks a question within a span of the request or the job that asks. Where nobody wants traces, and outside of both, it
 * just asks. The span holds the statement, in which no value stands.
 */
export function inQuestionSpan<T>(text: string, ask: () => Promise<T>): Promise<T> {
  return trace.getActiveSpan()?.isRecording() ? asked(withoutValues(text), ask) : ask();
}

async function asked<T>(statement: string, ask: () => Promise<T>): Promise<T> {
  const span = tracer.startSpan(nameOf(statement), {
    kind: SpanKind.CLIENT,
    attributes: { "db.system.name": "postgresql", "db.query.text": statement },
  });
  try {
    return await ask();
  } catch (fault) {
    // Never its message: PostgreSQL says there what was sent.
    const { code, name } = fault as { code?: string; name: string };
    span.setAttribute("error.type", code ?? name);
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw fault;
  } finally {
    span.end();
  }
}

/** What was typed travels beside a statement; should a value ever stand in one, in quotes or as a number, it is left out. */
function withoutValues(text: string): string {
  return text.replace(/'(?:[^']|'')*'|(?<![\w$."])\d+(?:\.\d+)?\b/g, "?");
}

/** The first word and the first table that it speaks of, or the function that it asks: `select cases`. */
function nameOf(statement: string): string {
  const [verb = "ask"] = /\w+/.exec(statement) ?? [];
  const [, of] =
    /\b(?:from|into|update)\s+"?([a-z_][\w.]*)/i.exec(statement) ??
    /\bselect\s+(\w+)\(/i.exec(statement) ??
    [];
  return of ? `${verb.toLowerCase()} ${of}` : verb.toLowerCase();
}

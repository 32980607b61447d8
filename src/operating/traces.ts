import { type Attributes, context, propagation, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { ExportResultCode, W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import {
  defaultResource,
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  serviceNameEnvDetector,
} from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  type ReadableSpan,
  type SpanExporter,
  TracerProvider,
} from "@opentelemetry/sdk-trace";

/** Spans wait here at most, some ten seconds of a busy morning; what is more is dropped. */
const mostWaiting = 8_192;
/** Whoever takes traces may be gone: the program ends all the same. */
const endsAfterMilliseconds = 3_000;

/**
 * Begins to send what is done in this process to `address`, by OTLP over HTTP. Everything that makes spans (requests,
 * questions to the database, jobs) makes real ones from now on. Read only when somebody wants traces.
 */
export function tracesOf(part: "pages" | "worker", address: string): () => Promise<void> {
  const url = `${address.replace(/\/$/, "")}/v1/traces`;
  const provider = new TracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ "service.name": "keepsight", "keepsight.part": part }))
      .merge(detectResources({ detectors: [resourceAttributesEnvDetector, serviceNameEnvDetector] })),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: barely(new OTLPTraceExporter({ url })),
        maxQueueSize: mostWaiting,
      }),
    ],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return async () => {
    const patience = new Promise<void>((over) => setTimeout(over, endsAfterMilliseconds).unref());
    await Promise.race([provider.shutdown().catch(() => {}), patience]);
  };
}

/** What a span may say. Whatever else a library notes, the words of a fault among it, stays here. */
const mayLeave: ReadonlySet<string> = new Set([
  "http.request.method",
  "http.route",
  "http.response.status_code",
  "error.type",
  "db.system.name",
  "db.query.text",
  "messaging.system",
  "messaging.operation.name",
  "messaging.operation.type",
  "messaging.destination.name",
  "messaging.message.id",
  "messaging.batch.message_count",
  "pgboss.job.retry_count",
]);

/** Sends spans with what may leave of them, and says once when they are not taken, and again after they were. */
function barely(exporter: SpanExporter): SpanExporter {
  let failing = false;
  return {
    export: (spans, settle) =>
      exporter.export(spans.map(bare), (result) => {
        const failed = result.code === ExportResultCode.FAILED;
        if (failed && !failing) console.error(`Traces are not taken: ${whyOf(result.error)}`);
        failing = failed;
        settle(result);
      }),
    shutdown: () => exporter.shutdown(),
  };
}

function bare(span: ReadableSpan): ReadableSpan {
  const attributes: Attributes = Object.fromEntries(
    Object.entries(span.attributes).filter(([name]) => mayLeave.has(name)),
  );
  return Object.create(span, {
    attributes: { value: attributes },
    events: { value: [] },
    status: { value: { code: span.status.code } },
  });
}

function whyOf(error: Error | undefined): string {
  return String((error as { code?: string | number } | undefined)?.code ?? error?.name ?? "no reason");
}

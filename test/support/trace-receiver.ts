import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A span as it came in, with the part of the program that sent it. */
export type SentSpan = {
  part: string;
  name: string;
  kind: number;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  status: { code?: number; message?: string };
  attributes: Record<string, string | undefined>;
};

type Value = { stringValue?: string; intValue?: number };
type Attributes = { key: string; value: Value }[];
type Sent = {
  resourceSpans: {
    resource: { attributes: Attributes };
    scopeSpans: { spans: (Omit<SentSpan, "part" | "attributes"> & { attributes: Attributes })[] }[];
  }[];
};

export type TraceReceiver = {
  url: string;
  spans: SentSpan[];
  /** Every body as it came in. */
  said: () => string;
  close: () => Promise<void>;
};

/** Takes traces by OTLP over HTTP, as JSON, and keeps them. */
export async function startTraceReceiver(): Promise<TraceReceiver> {
  const bodies: string[] = [];
  const spans: SentSpan[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    if (request.method !== "POST" || request.url !== "/v1/traces") return response.writeHead(404).end();
    bodies.push(body);
    for (const { resource, scopeSpans } of (JSON.parse(body) as Sent).resourceSpans) {
      const part = wordsOf(resource.attributes)["keepsight.part"] ?? "";
      for (const span of scopeSpans.flatMap((scope) => scope.spans))
        spans.push({ ...span, part, attributes: wordsOf(span.attributes) });
    }
    return response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((open) => server.listen(0, "127.0.0.1", open));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    said: () => bodies.join("\n"),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function wordsOf(attributes: Attributes): SentSpan["attributes"] {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, String(value.stringValue ?? value.intValue ?? "")]),
  );
}

import { request as ask, createServer, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** The visitor's address, where a test means another than its own. */
export const visitorHeader = "test-visitor";

/**
 * A proxy as docs/operate/install.md wants one: the machines by turns, and what one died over again to the next; whatever
 * a visitor says of their own address is replaced.
 */
export async function startProxy(
  machines: readonly string[],
): Promise<{ address: string; close: () => Promise<void> }> {
  let turn = 0;
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const { [visitorHeader]: visitor = request.socket.remoteAddress, ...sent } = request.headers;
    const headers = { ...sent, "x-forwarded-for": visitor, "x-forwarded-proto": "https" };
    // Its own: others take their turn while this one waits for an answer.
    const first = turn++;
    for (const nth of machines.keys()) {
      const machine = machines[(first + nth) % machines.length] ?? "";
      try {
        const answer = await answerOf(machine + request.url, request.method, headers, body);
        // Whole before any of it is handed on: a machine may die in the middle of its words.
        const said = await buffer(answer);
        return response.writeHead(answer.statusCode ?? 502, answer.headers).end(said);
      } catch {
        // It died before it had answered: the next one is asked.
      }
    }
    return response.writeHead(502).end();
  });
  await new Promise<void>((open) => server.listen(0, "127.0.0.1", open));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function answerOf(
  url: string,
  method: string | undefined,
  headers: IncomingHttpHeaders,
  body: Buffer,
): Promise<IncomingMessage> {
  return new Promise((answered, failed) => {
    ask(url, { ...(method && { method }), headers }, answered)
      .on("error", failed)
      .end(body);
  });
}

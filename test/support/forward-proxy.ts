import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";

/** A proxy to the internet as companies have one: it knows names that nobody else here does, and lets in who shows a password. */
export type ForwardProxy = {
  /** With the name and password that it asks for. */
  url: string;
  /** Each `host:port` to which somebody went by it. */
  asked: string[];
  close: () => void;
};

/** Starts one that leads each of these names to a port of this machine, and refuses every other. */
export async function startForwardProxy(ports: Readonly<Record<string, number>>): Promise<ForwardProxy> {
  const asked: string[] = [];
  const wanted = `Basic ${Buffer.from("keepsight:secret").toString("base64")}`;
  const server = createServer((_request, reply) => reply.writeHead(405).end());
  server.on("connect", ({ url = "", headers }, socket) => {
    asked.push(url);
    socket.on("error", () => {});
    if (headers["proxy-authorization"] !== wanted) return socket.end("HTTP/1.1 407 Who are you\r\n\r\n");
    const port = ports[url];
    if (!port) return socket.end("HTTP/1.1 502 Not known\r\n\r\n");
    const there = connect(port, "localhost", () => {
      socket.write("HTTP/1.1 200 There\r\n\r\n");
      there.pipe(socket).pipe(there);
    });
    there.on("error", () => socket.destroy());
  });
  server.listen(0, "localhost");
  await new Promise((listening) => server.once("listening", listening));
  const { port } = server.address() as AddressInfo;
  return {
    ...{ asked, url: `http://keepsight:secret@localhost:${port}` },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

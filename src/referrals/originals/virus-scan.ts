import { connect } from "node:net";

/** What the scanner found; "not-scanned" where none is set up. */
export type Scan = { clean: true; said: string | null } | { clean: false; said: string };

const answerWithinMilliseconds = 60_000;

/**
 * Has ClamAV look at a file, by the socket of its daemon: a path, or `host:port`. Without one nothing is scanned.
 * @throws when the scanner cannot be reached or does not answer within a minute: a file that should be scanned is not taken.
 */
export async function scanned(content: Uint8Array, scanner: string | undefined): Promise<Scan> {
  if (!scanner) return { clean: true, said: null };
  const said = (await askScanner(content, scanner)).replace(/^stream: /, "").replace(/\0$/, "");
  if (said === "OK") return { clean: true, said };
  if (said.endsWith("FOUND")) return { clean: false, said };
  throw new Error(`The virus scanner answered: ${said}`);
}

function askScanner(content: Uint8Array, scanner: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const [, host, port] = /^([^/]+):(\d+)$/.exec(scanner) ?? [];
  const socket = host ? connect(Number(port), host) : connect(scanner);
  let answer = "";
  socket.setTimeout(answerWithinMilliseconds, () =>
    socket.destroy(new Error("The virus scanner does not answer.")),
  );
  socket.on("error", reject);
  socket.on("data", (part) => {
    answer += part.toString();
  });
  socket.on("end", () => resolve(answer));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  socket.write("zINSTREAM\0");
  socket.write(length);
  socket.write(content);
  socket.end(Buffer.alloc(4));
  return promise;
}

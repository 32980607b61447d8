import { connect, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** One request. Without a path it goes where the answer before it pointed. */
export type Step = { method: "GET" | "POST"; path?: string; headers: Record<string, string>; body?: string };

/** What one person asks for, one request after the other. It is timed as a whole. */
export type Visit = readonly Step[];

export type Answer = { status: number; location: string };

/** Where everybody is sent who has no session, or one that ran out. */
const signInPage = "/sign-in";

/** The program no longer knew the session. */
export class SignedOut extends Error {}

/** One kept-alive connection. It reads no more of an answer than how it begins, so that little of the machine goes to asking. */
export class Connection {
  readonly #socket: Socket;
  #answered: ((answer: Answer) => void) | undefined;
  #failed: ((fault: Error) => void) | undefined;
  #answer: Answer = { status: 0, location: "" };
  #missing = 0;

  constructor(port: number) {
    this.#socket = connect({ host: "127.0.0.1", port, noDelay: true });
    this.#socket.on("data", (chunk: Buffer) => this.#read(chunk));
    this.#socket.on("error", (fault) => this.#failed?.(fault));
    this.#socket.on("close", () => this.#failed?.(new Error("The server hung up.")));
  }

  /** Asks all of a visit. @throws when an answer is neither a page nor a way to one. */
  async visit(steps: Visit): Promise<void> {
    let last: Answer = { status: 0, location: "/" };
    for (const { method, path = last.location, headers, body = "" } of steps) {
      const lines = Object.entries({ host: "bench", "content-length": String(body.length), ...headers });
      const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
      last = await this.#ask(`${method} ${path} HTTP/1.1\r\n${head}\r\n${body}`);
      if (last.status !== 200 && last.status !== 303) throw new Error(`${method} ${path}: ${last.status}`);
      if (last.location.startsWith(signInPage)) throw new SignedOut(path);
    }
  }

  end(): void {
    this.#failed = undefined;
    this.#socket.destroy();
  }

  #ask(request: string): Promise<Answer> {
    return new Promise((answered, failed) => {
      this.#answered = answered;
      this.#failed = failed;
      this.#socket.write(request);
    });
  }

  #read(chunk: Buffer): void {
    if (this.#missing === 0) {
      const headEnds = chunk.indexOf("\r\n\r\n");
      const head = chunk.toString("latin1", 0, headEnds);
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN);
      if (headEnds < 0 || Number.isNaN(length)) {
        this.#failed?.(new Error("An answer came without its length."));
        return;
      }
      this.#answer = {
        status: Number(head.slice(9, 12)),
        location: /\r\nlocation: (.+)/i.exec(head)?.[1] ?? "",
      };
      this.#missing = headEnds + 4 + length;
    }
    this.#missing -= chunk.length;
    if (this.#missing === 0) this.#answered?.(this.#answer);
  }
}

/** Visits a second when so many people ask again as soon as they are answered; and how many visits there were. */
export async function throughput(
  port: number,
  visits: readonly Visit[],
  { seconds, people }: { seconds: number; people: number },
): Promise<{ perSecond: number; visits: number }> {
  const begun = performance.now();
  const until = begun + seconds * 1000;
  let done = 0;
  await Promise.all(
    Array.from({ length: people }, async (_, person) => {
      const connection = new Connection(port);
      for (let next = person; performance.now() < until; next += people) {
        await connection.visit(visits[next % visits.length] ?? []);
        done += 1;
      }
      connection.end();
    }),
  );
  return { perSecond: (done / (performance.now() - begun)) * 1000, visits: done };
}

/**
 * Milliseconds that each visit took, when visits begin evenly spread at `perSecond` whether or not those before have
 * ended: a slow answer delays nobody's question, and the wait for it is counted from when it was due.
 */
export async function latencies(
  port: number,
  visits: readonly Visit[],
  { seconds, perSecond }: { seconds: number; perSecond: number },
): Promise<number[]> {
  const idle: Connection[] = [];
  const took: number[] = [];
  const begun = performance.now();
  const asked = Array.from({ length: seconds * perSecond }, async (_, nth) => {
    const due = (nth * 1000) / perSecond;
    await wait(due);
    const connection = idle.pop() ?? new Connection(port);
    await connection.visit(visits[nth % visits.length] ?? []);
    took.push(performance.now() - begun - due);
    idle.push(connection);
  });
  await Promise.all(asked);
  for (const connection of idle) connection.end();
  return took;
}

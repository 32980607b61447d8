import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { Session } from "chdb";

/** The only user whom it lets in. */
export const user = { name: "linker", password: "only-for-this-proof" } as const;

/**
 * The real ClickHouse, which chdb embeds, behind as much of ClickHouse's documented HTTP interface as is needed: a statement in
 * `query` with rows in the body, or a statement in the body, and errors as the server words them. It keeps every statement.
 */
export class EmbeddedClickHouse {
  readonly statements: string[] = [];
  #refusal: { kind: RegExp; error: string; after: number } | undefined;
  readonly #session = new Session();
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  /**
   * Refuses one statement of a kind, after so many that it answers, in a server's words: they can hold rows. `error` is such as
   * 241 MEMORY_LIMIT_EXCEEDED.
   */
  refuseOnce(kind: RegExp, error: string, after = 0): void {
    this.#refusal = { kind, error, after };
  }

  /** Listens on a free port of this machine, and says at which address. */
  async listen(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async answerTo(statement: string): Promise<string> {
    return (await this.#session.queryAsync(statement, { format: "TabSeparated" })).text();
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    this.#session.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const given = new URL(request.url ?? "/", "http://here").searchParams.get("query");
    const basic = Buffer.from(`${user.name}:${user.password}`).toString("base64");
    if (request.headers.authorization !== `Basic ${basic}`) {
      const words = "Code: 516. DB::Exception: Authentication failed. (AUTHENTICATION_FAILED)";
      return void response.writeHead(403, { "X-ClickHouse-Exception-Code": "516" }).end(words);
    }
    const statement = given ?? body.toString();
    this.statements.push(statement);
    if (this.#refusal?.kind.test(statement) && this.#refusal.after-- === 0) {
      const [code, name] = this.#refusal.error.split(" ");
      this.#refusal = undefined;
      return void response
        .writeHead(500)
        .end(`Code: ${code}. DB::Exception: It failed near the row 'smith'. (${name})`);
    }
    try {
      const [, table] = /^\s*INSERT INTO (\w+)\s+FORMAT TabSeparated\s*$/i.exec(statement) ?? [];
      if (table) await this.#session.insert({ table, values: body, format: "TabSeparated" });
      response.end(table ? "" : (await this.#session.queryAsync(statement)).bytes());
    } catch (fault) {
      response.writeHead(500).end((fault as Error).message);
    }
  }
}

import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { setTimeout } from "node:timers/promises";
import { type ClickHouseClient, ClickHouseError, ClickHouseLogLevel, createClient } from "@clickhouse/client";
import { UnusableEngine } from "./unusable-engine.ts";

export type ClickHouseServer = {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** After so long without a statement the server forgets the session and its temporary tables. */
  readonly sessionMinutes: number;
};

/** The first with every function that is asked for, and with the present way of reading statements. */
const oldestVersion = "24.3";
const mostTurns = 50;
const errors = { sessionIsLocked: "373", noEntry: new Set(["192", "193", "194", "516"]) } as const;
const statementMilliseconds = 6 * 3600 * 1000;

/**
 * One session on a ClickHouse server, by HTTP. Its temporary tables are seen by nobody else and end with it, also when this
 * program is killed: then the server forgets them by itself. One statement at a time.
 */
export class ClickHouse {
  readonly #client: ClickHouseClient;
  readonly #address: string;

  private constructor({ url, user, password, sessionMinutes }: ClickHouseServer) {
    this.#address = new URL(url).origin;
    this.#client = createClient({
      ...{ url, username: user, password },
      session_id: `keepsight-${randomUUID()}`,
      max_open_connections: 1,
      // Between statements this machine may work for longer than a server keeps a connection.
      keep_alive: { enabled: false },
      request_timeout: statementMilliseconds,
      // A failed insert would be logged with its rows.
      log: { level: ClickHouseLogLevel.OFF },
      clickhouse_settings: {
        session_timeout: String(sessionMinutes * 60),
        // An answer that fails half-way is an error, not a short answer.
        wait_end_of_query: 1,
        cancel_http_readonly_queries_on_client_close: 1,
      },
    });
  }

  /** @throws UnusableEngine where the server cannot be reached, lets nobody in, or is too old. */
  static async open(server: ClickHouseServer): Promise<ClickHouse> {
    const opened = new ClickHouse(server);
    try {
      const [version = ""] = await opened.#answered(async () => {
        const answer = await opened.#client.query({ query: "select version()", format: "TabSeparated" });
        return (await answer.text()).trim().split("\n");
      });
      const [year = 0, month = 0] = version.split(".").map(Number);
      const [leastYear = 0, leastMonth = 0] = oldestVersion.split(".").map(Number);
      if (year < leastYear || (year === leastYear && month < leastMonth))
        throw new UnusableEngine(
          `--url: ClickHouse there is ${version}. Name a server with ${oldestVersion} or later.`,
        );
      return opened;
    } catch (fault) {
      await opened.close();
      throw fault;
    }
  }

  async run(statement: string): Promise<void> {
    await this.#answered(() => this.#client.command({ query: statement }));
  }

  /** Puts rows into a table, as pieces of ClickHouse's TabSeparated, which are made anew where it has to be asked again. */
  async insert(table: string, pieces: () => Iterable<Buffer>): Promise<void> {
    await this.#answered(() => {
      const values = Readable.from(pieces(), { objectMode: false });
      return this.#client.insert({ table, values, format: "TabSeparated" });
    });
  }

  /** The rows of an answer that holds nothing but numbers, given to `each` as they come. */
  async rows(statement: string, each: (...numbers: number[]) => void): Promise<void> {
    await this.#answered(async () => {
      const answer = await this.#client.query({ query: statement, format: "TabSeparated" });
      for await (const some of answer.stream())
        for (const row of some) each(...row.text.split("\t").map(Number));
    });
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  async #answered<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    for (let turn = 0; ; turn++)
      try {
        return await ask();
      } catch (fault) {
        // A server may still be leaving the session when its answer is already here.
        const isBusy = fault instanceof ClickHouseError && fault.code === errors.sessionIsLocked;
        if (!isBusy || turn === mostTurns) throw new UnusableEngine(this.#inWords(fault));
        await setTimeout(100);
      }
  }

  #inWords(fault: unknown): string {
    if (!(fault instanceof ClickHouseError)) {
      const code = (fault as { code?: string }).code ?? (fault as Error).name;
      return `--url: ClickHouse cannot be reached at ${this.#address} (${code}). Check the address, and that the server runs.`;
    }
    if (errors.noEntry.has(fault.code))
      return "--url: ClickHouse does not let this user in. Check KEEPSIGHT_CLICKHOUSE_USER and KEEPSIGHT_CLICKHOUSE_PASSWORD.";
    return `ClickHouse refuses a statement (error ${fault.code}, ${fault.type}). Its own log says more.`;
  }
}

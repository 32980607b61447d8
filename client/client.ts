import { type Interface, operations, type Problem } from "./interface.generated.ts";

/** An operation's name, as the document calls it. */
export type Name = keyof Interface;

type Of<Part, Key extends string> = Part extends Record<string, never> ? unknown : Record<Key, Part>;
type Optional<Part, Key extends string> =
  Part extends Record<string, never> ? unknown : Partial<Record<Key, Part>>;

/** What an operation is asked: the parts of its path, its query, its body, and what was seen last where it asks for that. */
export type Asked<N extends Name> = Of<Interface[N]["path"], "path"> &
  Optional<Interface[N]["query"], "query"> &
  (Interface[N]["body"] extends undefined ? unknown : { body: Interface[N]["body"] }) &
  (Interface[N]["locks"] extends true ? { ifMatch: string } : unknown) & {
    /** Of a write: the same again gets the first answer. Left out, a random one, which a repeated try keeps. */
    idempotencyKey?: string;
  };

/** An answer, and the ETag by which to change what was read or to ask if it has changed. */
export type Answered<N extends Name> = {
  status: number;
  etag: string | undefined;
  body: Interface[N]["answer"];
};

/** The operations that answer a page of rows and a cursor. */
export type Paged = {
  [N in Name]: Interface[N]["answer"] extends { rows: readonly unknown[]; next: string | null } ? N : never;
}[Name];

type Row<N extends Paged> = Interface[N]["answer"] extends { rows: readonly (infer Each)[] } ? Each : never;

/** The interface refused: `problem` says why and what to do, `problem.errors` field by field. */
export class Refused extends Error {
  readonly status: number;
  readonly problem: Problem;

  constructor(status: number, problem: Problem) {
    super(`${problem.title}. ${problem.detail}`);
    this.name = "Refused";
    this.status = status;
    this.problem = problem;
  }
}

export type Client = {
  /** Asks one operation. @throws Refused */
  call: <N extends Name>(name: N, asked: Asked<N>) => Promise<Answered<N>>;
  /** Asks an operation again; undefined where nothing has changed since the ETag. @throws Refused */
  changedSince: <N extends Name>(name: N, asked: Asked<N>, etag: string) => Promise<Answered<N> | undefined>;
  /** Every row of a list, page after page as they are wanted. @throws Refused */
  rows: <N extends Paged>(name: N, asked: Asked<N>) => AsyncGenerator<Row<N>>;
};

/** Where Keepsight answers, and as whom to call. */
export type ClientOf = {
  address: string;
  key: string;
  secret: string;
  /** Some of the client's scopes; left out, all. */
  scopes?: readonly string[];
  /** For tests, and where calls go through something of your own. */
  fetch?: typeof globalThis.fetch;
};

type Loose = {
  path?: Record<string, string | number>;
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  ifMatch?: string;
  idempotencyKey?: string;
};

/** Seconds before its end at which a token is fetched anew. */
const early = 30;
const tries = 3;
const longestWait = 60;

/** A client of the interface: it fetches tokens, sends keys for writes, waits where it is told to, and throws refusals. */
export function keepsightClient(client: ClientOf): Client {
  const { address, fetch: ask = globalThis.fetch } = client;
  const token = tokens(client, ask);

  async function send(name: Name, asked: Loose, headers: Record<string, string> = {}): Promise<Response> {
    const { method, path, writes, ...more } = operations[name];
    const at = path.replace(/\{(\w+)\}/g, (_, part: string) =>
      encodeURIComponent(String(asked.path?.[part])),
    );
    const url = new URL(at, address);
    for (const [key, value] of Object.entries(asked.query ?? {}))
      if (value !== undefined) url.searchParams.set(key, String(value));
    const kind = "kind" in more ? more.kind : undefined;
    const sent = {
      method,
      headers: {
        ...(kind && { "content-type": kind }),
        ...(writes && { "idempotency-key": asked.idempotencyKey ?? crypto.randomUUID() }),
        ...(asked.ifMatch !== undefined && { "if-match": asked.ifMatch }),
        ...headers,
      },
      ...(kind && { body: kind === "application/json" ? JSON.stringify(asked.body) : String(asked.body) }),
    };
    for (let left = tries; ; left--) {
      const authorization = `Bearer ${await token.good()}`;
      const answer = await ask(url, { ...sent, headers: { ...sent.headers, authorization } });
      // A token that was withdrawn or forgotten is fetched anew once; a refusal for haste is waited out.
      if (answer.status === 401 && left === tries) token.forget();
      else if (answer.status === 429 && left > 1) await wait(Number(answer.headers.get("retry-after") ?? 1));
      else return answer;
    }
  }

  async function call<N extends Name>(name: N, asked: Asked<N>): Promise<Answered<N>> {
    return read<N>(await send(name, asked as Loose));
  }

  return {
    call,
    changedSince: async (name, asked, etag) => {
      const answer = await send(name, asked as Loose, { "if-none-match": etag });
      return answer.status === 304 ? undefined : read(answer);
    },
    rows: async function* <N extends Paged>(name: N, asked: Asked<N>) {
      for (let after: string | null | undefined; after !== null; ) {
        const { query } = asked as Loose;
        const page = { ...asked, query: { ...query, ...(after !== undefined && { after }) } } as Asked<N>;
        const { body } = await call(name, page);
        const { rows, next } = body as { rows: readonly Row<N>[]; next: string | null };
        yield* rows;
        after = next;
      }
    },
  };
}

async function read<N extends Name>(answer: Response): Promise<Answered<N>> {
  const text = await answer.text();
  if (!answer.ok) throw new Refused(answer.status, problemIn(answer, text));
  const body = (text === "" ? undefined : JSON.parse(text)) as Interface[N]["answer"];
  return { status: answer.status, etag: answer.headers.get("etag") ?? undefined, body };
}

/** The problem as it was answered; of a proxy's page in between, what can be said of it. */
function problemIn({ status, headers }: Response, text: string): Problem {
  if (headers.get("content-type")?.startsWith("application/problem+json")) return JSON.parse(text) as Problem;
  return {
    status,
    title: `The answer was ${status}`,
    detail: "It did not come from Keepsight: ask who looks after the way there.",
  };
}

type Token = { word: string; until: number };

/** Tokens of a client: one at a time, fetched before it ends. */
function tokens({ address, key, secret, scopes }: ClientOf, ask: typeof globalThis.fetch) {
  let held: Promise<Token> | undefined;

  async function fetched(): Promise<Token> {
    const answer = await ask(new URL("/api/v1/token", address), {
      method: "POST",
      body: new URLSearchParams({
        ...{ grant_type: "client_credentials", client_id: key, client_secret: secret },
        ...(scopes && { scope: scopes.join(" ") }),
      }),
    });
    const told = (await answer.json()) as Record<string, unknown>;
    if (answer.ok)
      return {
        word: String(told["access_token"]),
        until: Date.now() + (Number(told["expires_in"]) - early) * 1000,
      };
    throw new Refused(answer.status, {
      ...{ status: answer.status, title: "There is no token for this client" },
      detail: String(told["error_description"] ?? told["detail"]),
    });
  }

  async function good(): Promise<string> {
    // Whoever asks meanwhile waits for the same token; one that could not be had is asked for anew.
    held ??= fetched();
    const mine = held;
    try {
      const { word, until } = await mine;
      if (until > Date.now()) return word;
    } catch (fault) {
      if (held === mine) held = undefined;
      throw fault;
    }
    if (held === mine) held = undefined;
    return good();
  }

  return {
    good,
    forget: () => {
      held = undefined;
    },
  };
}

function wait(seconds: number): Promise<void> {
  const milliseconds = Math.min(Number.isFinite(seconds) ? seconds : 1, longestWait) * 1000;
  return new Promise((later) => setTimeout(later, milliseconds));
}

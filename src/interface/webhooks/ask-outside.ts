import { lookup } from "node:dns/promises";
import { request as overHttp } from "node:http";
import { globalAgent, request as overHttps } from "node:https";
import { isIP } from "node:net";
import { isPublic, PrivateAddress, publicLookup } from "./public-address.ts";

/** No answer within this time is a failure. */
const patienceMilliseconds = 10_000;

/** What another system answered: its status and the beginning of what it said; or in a word why nothing came. */
export type Answered = { status: number; said: string } | { not: string };

/** Where may be asked, and how much of the answer is read. */
type Limits = { toPrivate: boolean; bytes?: number };

/**
 * Posts to another system's address. No redirect is followed, and unless `toPrivate` the address is public and has TLS. Of the answer
 * no more than `bytes` are read.
 */
export function postOutside(
  url: string,
  { headers, body }: { headers: Record<string, string>; body: string },
  limits: Limits,
): Promise<Answered> {
  const length = { "content-length": String(Buffer.byteLength(body)) };
  return ask(url, { method: "POST", headers: { ...headers, ...length }, body }, limits);
}

/** Reads what another system shows everybody at an address, within the same bounds. */
export function readOutside(url: string, limits: Limits): Promise<Answered> {
  return ask(url, { method: "GET", headers: {}, body: "" }, limits);
}

function ask(
  url: string,
  { method, headers, body }: { method: "GET" | "POST"; headers: Record<string, string>; body: string },
  { toPrivate, bytes = 0 }: Limits,
): Promise<Answered> {
  const { protocol, hostname } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "");
  if (!toPrivate && (protocol !== "https:" || (isIP(host) !== 0 && !isPublic(host))))
    return Promise.resolve({ not: "private address" });
  const guarded = toPrivate ? Promise.resolve(undefined) : privateByProxy(host);
  return guarded.then((refused) => refused ?? sent());

  function sent(): Promise<Answered> {
    return new Promise((answered) => {
      const request = (protocol === "https:" ? overHttps : overHttp)(
        url,
        {
          method,
          ...(!toPrivate && { lookup: publicLookup }),
          signal: AbortSignal.timeout(patienceMilliseconds),
          headers: { ...headers, "user-agent": "Keepsight" },
        },
        (answer) => {
          const status = answer.statusCode ?? 0;
          let said = "";
          const done = () => {
            answer.destroy();
            answered({ status, said: said.slice(0, bytes) });
          };
          if (bytes === 0) return done();
          answer.setEncoding("utf8");
          answer.on("data", (piece: string) => {
            said += piece;
            if (said.length >= bytes) done();
          });
          for (const end of ["end", "error", "aborted"] as const) answer.on(end, done);
        },
      );
      request.on("error", (fault) => answered({ not: whyIn(fault) }));
      request.end(body);
    });
  }
}

/**
 * A proxy to the internet looks names up itself, so a name that is known here is judged here first. One that is not known here is
 * not of this network; where else the proxy goes is for whoever keeps it (docs/operate/install.md).
 */
async function privateByProxy(host: string): Promise<Answered | undefined> {
  if (!globalAgent.options.proxyEnv?.HTTPS_PROXY) return undefined;
  const found = await lookup(host, { all: true }).catch(() => []);
  return found.every(({ address }) => isPublic(address)) ? undefined : { not: "private address" };
}

function whyIn(fault: Error & { code?: string }): string {
  if (fault instanceof PrivateAddress) return "private address";
  return fault.name === "TimeoutError" || fault.name === "AbortError"
    ? "no answer in 10 seconds"
    : `not reached (${fault.code ?? fault.name})`;
}

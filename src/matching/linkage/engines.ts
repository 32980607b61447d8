import type { Finder } from "./link-lists.ts";

/** Who finds and compares pairs: this machine, or a ClickHouse server. */
export const engines = ["native", "clickhouse"] as const;
export type Engine = (typeof engines)[number];

/** After so long without a statement ClickHouse forgets what it holds of the lists. */
export const sessionMinutes = 15;

/** What does not fit an engine and where it is said to be, with the mend; undefined where all is well. */
export function engineFault(engine: Engine, url: string | undefined): string | undefined {
  if (engine === "native")
    return url === undefined ? undefined : "--url: Leave it out, or add --engine clickhouse.";
  const read = url === undefined ? undefined : URL.parse(url);
  if (!read || !/^https?:$/.test(read.protocol))
    return "--url: Give the address of ClickHouse's HTTP interface, such as https://clickhouse.example.gov.uk:8443.";
  if (read.username || read.password || read.search)
    return "--url: Leave user and password out. Set KEEPSIGHT_CLICKHOUSE_USER and KEEPSIGHT_CLICKHOUSE_PASSWORD.";
  return undefined;
}

/**
 * ClickHouse at an address, by the user whom the environment names; whatever speaks to it is loaded only now. Says so where the
 * address has no TLS and is of another machine.
 *
 * @throws UnusableEngine, UnusableSettings
 */
export async function finderOn(url: string): Promise<Finder> {
  const { protocol, hostname } = new URL(url);
  if (protocol === "http:" && !["localhost", "127.0.0.1", "[::1]"].includes(hostname))
    process.stderr.write(
      "Names and birth dates travel to ClickHouse unencrypted. Give an https address unless the network is yours alone.\n",
    );
  const [{ ClickHouse }, { FinderOnClickHouse }, { readSettings }] = await Promise.all([
    import("./clickhouse.store.ts"),
    import("./finder-on-clickhouse.ts"),
    import("../../settings.ts"),
  ]);
  const { user, password } = readSettings(process.env).clickHouse;
  return new FinderOnClickHouse(await ClickHouse.open({ url, user, password, sessionMinutes }));
}

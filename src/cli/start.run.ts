import pg from "pg";
import { takeUpProviders } from "../access/sign-in/index.ts";
import { sendTraces } from "../operating/index.ts";
import { readSettings, type Settings, UnusableSettings } from "../settings.ts";
import { openFrontDoor } from "../web/front-door.tsx";
import { keepWorker } from "./kept-worker.ts";
import { openKeepsight } from "./open-keepsight.ts";

/** Any number that no other program uses: one Keepsight at a time looks after a bundled database. */
const startLock = 728_114_001;

/**
 * Opens and prints one address, makes everything behind it, and stays until Ctrl-C; which also ends a start that is not done yet.
 * `withoutWorker`: workers run by themselves, elsewhere; without any, no deadline passes and no message leaves.
 */
export async function runStart({ withoutWorker }: { withoutWorker?: true }): Promise<void> {
  const begun = performance.now();
  const settings = readSettings(process.env);
  const say = (line: string) => console.log(line);
  const toEnd = endInOrder(say);
  toEnd.push(await sendTraces(settings, "pages"));
  const door = await openFrontDoor(settings);
  toEnd.push(door.close);
  const address = settings.address ?? `http://localhost:${door.port}`;
  say(`Open ${address}: it says how far Keepsight is, and then lets you in.`);
  const opening = openKeepsight(settings, { connections: 12, ownsServer: true });
  // While the database's own process makes its files, the pages' files are read: a second.
  const [{ demonstrationCounty, whoCanSignIn }, { webServer }, { keepsight, ownerUrl, close }] =
    await Promise.all([import("../demonstration/index.ts"), import("../web/server.ts"), opening]);
  toEnd.push(close);
  const guard = await holdStartLock(ownerUrl, settings);
  toEnd.push(() => guard.end().catch(() => {}));
  await takeUpProviders(guard, settings.providers);
  keepsight.settings = { ...settings, address, port: door.port };
  if (settings.demonstration) await demonstrationCounty(keepsight, ownerUrl, door.tell);
  const pages = await webServer(keepsight);
  toEnd.push(() => pages.close());
  await door.letIn(pages);
  if (!withoutWorker) toEnd.push(keepWorker(settings, ownerUrl));
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  say(`\nKeepsight is ready at ${address} (after ${seconds} s). Ctrl-C stops it.`);
  if (settings.demonstration) for (const line of await whoCanSignIn(keepsight)) say(line);
}

/** What Ctrl-C ends, the last begun first. Listened for before anything is begun. */
function endInOrder(say: (line: string) => void): (() => Promise<void>)[] {
  const toEnd: (() => Promise<void>)[] = [];
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    say("Stopping ...");
    for (const end of toEnd.toReversed()) await end();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop());
  return toEnd;
}

async function holdStartLock(ownerUrl: string, settings: Settings): Promise<pg.Client> {
  const guard = new pg.Client({ connectionString: ownerUrl, application_name: "keepsight start" });
  guard.on("error", () => {});
  await guard.connect();
  if (settings.databaseUrl) return guard;
  const { rows } = await guard.query("select pg_try_advisory_lock($1) as held", [startLock]);
  if (!rows[0].held) {
    await guard.end();
    throw new UnusableSettings(
      `Keepsight already runs on ${settings.dataFolder}. Stop it first, or set KEEPSIGHT_DATA to another folder.`,
    );
  }
  return guard;
}

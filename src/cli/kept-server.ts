import type { EmbeddedServer } from "../database/index.ts";

/** Milliseconds between looks. */
const lookEvery = 1_000;
/** Milliseconds before it is tried again after a start that failed; twice as many after each that does so too. */
const [firstWait, longestWait] = [1_000, 60_000];

/**
 * Starts the bundled PostgreSQL again whenever it has ended, killed or fallen over: its record is whole, and what runs on it comes back by itself.
 * Answers how to let it be; a start that is under way ends first.
 */
export function keepServer(server: Pick<EmbeddedServer, "runs" | "startAgain">): () => Promise<void> {
  let timer: NodeJS.Timeout;
  let looking = Promise.resolve();
  let stopped = false;
  let wait = firstWait;
  const lookIn = (milliseconds: number) => {
    timer = setTimeout(() => {
      looking = look();
    }, milliseconds).unref();
  };
  const look = async () => {
    if (server.runs()) return lookIn(lookEvery);
    console.error("The bundled PostgreSQL ended. It is started again.");
    try {
      await server.startAgain();
      wait = firstWait;
    } catch (fault) {
      console.error(`${(fault as Error).message} It is tried again in ${wait / 1000} s.`);
      wait = Math.min(wait * 2, longestWait);
    }
    if (!stopped) lookIn(wait);
  };
  lookIn(lookEvery);
  return () => {
    stopped = true;
    clearTimeout(timer);
    return looking;
  };
}

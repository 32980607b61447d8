import { type AddressInfo, createServer } from "node:net";
import type { FastifyInstance } from "fastify";
import { symbols } from "pino";
import { addDemonstrationPeople } from "../../src/access/demonstration-provider/index.ts";
import { demonstrationIssuer } from "../../src/access/sign-in/index.ts";
import type { Keepsight } from "../../src/context.ts";
import { readSettings, type Settings } from "../../src/settings.ts";
import { webServer } from "../../src/web/server.ts";
import type { TestDatabase } from "./database.ts";

export type Site = {
  address: string;
  keepsight: Keepsight;
  server: FastifyInstance;
  /** Every line logged so far, at the most talkative level. */
  log: string[];
  close: () => Promise<void>;
};

/** The whole program's pages at a free port, with the demonstration's people and their sign-in. */
export async function startSite(database: TestDatabase, settings: Partial<Settings> = {}): Promise<Site> {
  const port = await freePort();
  const address = `http://localhost:${port}`;
  const keepsight: Keepsight = {
    ...database.keepsight,
    settings: { ...readSettings({}), port, address, demonstration: true, log: "debug", ...settings },
  };
  await addDemonstrationPeople(database.ownerDatabase, demonstrationIssuer(keepsight.settings));
  const server = await webServer(keepsight);
  const log: string[] = [];
  Object.assign(server.log, { [symbols.streamSym]: { write: (line: string) => log.push(line) } });
  await server.listen({ host: "localhost", port });
  return { address, keepsight, server, log, close: () => server.close() };
}

function freePort(): Promise<number> {
  return new Promise((found) => {
    const probe = createServer().listen(0, "localhost", () => {
      const address = probe.address();
      probe.close(() => found(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** The address of a server of pages; lets it listen first where it does not. */
export async function addressOf(server: FastifyInstance): Promise<string> {
  if (!server.server.listening) await server.listen({ host: "localhost", port: 0 });
  return `http://localhost:${(server.server.address() as AddressInfo).port}`;
}

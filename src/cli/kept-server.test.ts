import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { expect, test, vi } from "vitest";
import { startEmbeddedServer } from "../database/index.ts";
import { keepServer } from "./kept-server.ts";

test("a bundled PostgreSQL that was killed is back within seconds at the same address, with what was kept, and stays away once it is let be [G03]", async () => {
  const folder = mkdtempSync(join(tmpdir(), "keepsight-kept-"));
  chmodSync(folder, 0o711);
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  const server = await startEmbeddedServer(folder);
  const address = server.url.replace(/keepsight$/, "postgres");
  const ask = async (text: string) => {
    const client = new pg.Client({ connectionString: address });
    client.on("error", () => {});
    try {
      await client.connect();
      return (await client.query(text)).rows;
    } finally {
      await client.end().catch(() => {});
    }
  };
  await ask("create table kept as select 7 as seven");
  const letBe = keepServer(server);
  const kill = () =>
    process.kill(
      Number(readFileSync(join(folder, "postgres/postmaster.pid"), "utf8").split("\n")[0]),
      "SIGKILL",
    );
  kill();
  await vi.waitFor(async () => expect(await ask("select seven from kept")).toEqual([{ seven: 7 }]), {
    timeout: 20_000,
    interval: 200,
  });
  expect(said.mock.calls).toEqual([["The bundled PostgreSQL ended. It is started again."]]);
  await letBe();
  kill();
  await vi.waitFor(() => expect(server.runs()).toBe(false), 10_000);
  await new Promise((passed) => setTimeout(passed, 2_000));
  expect(server.runs()).toBe(false);
  said.mockRestore();
  rmSync(folder, { recursive: true });
}, 60_000);

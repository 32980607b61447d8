import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { freePort, runCommand, startProgram } from "../support/program.ts";

const dataFolder = mkdtempSync(join(tmpdir(), "keepsight-start-"));
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));

test("a start opens its address at once, says how far it is, lets everybody in, and names the people of the story", async () => {
  const port = await freePort();
  const seen = new Map<string, number>();
  const watching = new AbortController();
  const watched = watch(port, seen, watching.signal);
  const program = await startProgram(dataFolder, port, { KEEPSIGHT_COUNTY_CHILDREN: "500" });
  watching.abort();
  await watched;
  const waiting = [...seen.keys()].join("\n");
  expect(waiting).toContain("The demonstration is being loaded");
  expect(waiting).toMatch(/Taking in the schools' rolls: \d+% of everything is done/);
  expect([...seen.values()].every((status) => status === 503)).toBe(true);

  const pages = await fetch(program.address, { redirect: "manual" });
  expect(pages.status).toBe(303);
  expect(pages.headers.get("location")).toBe("/sign-in?return=%2F");
  const said = program.said();
  expect(new Set(said.match(/http:\/\/\S+[^\s:.(]/g))).toEqual(new Set([program.address]));
  expect(said).toMatch(/School attendance officer, .+, Eastmere\n/);
  expect(said).toMatch(/CME officer, all of Eastmere\n/);
  expect(said).toMatch(/Area attendance officer, .+, Eastmere\n/);
  expect(said).toMatch(/School attendance officer, .+, Westholme\n/);
  expect(said).toMatch(/The sign-in page lists all \d\d\./);

  const [killed = 0] = program.workers();
  process.kill(killed, "SIGKILL");
  await vi.waitFor(() =>
    expect(program.said()).toContain("The worker ended (SIGKILL). Another is started in 1 s."),
  );
  await vi.waitFor(() => expect(program.workers()).toHaveLength(1), 5_000);
  expect(program.workers()).not.toContain(killed);
  expect(await program.end("SIGINT")).toBe(0);
});

/** Asks as a browser that looks again and again, and keeps what it is shown until it is told to stop. */
async function watch(port: number, seen: Map<string, number>, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    const answer = await fetch(`http://127.0.0.1:${port}/my-work`, { redirect: "manual" }).catch(
      () => undefined,
    );
    if (answer && answer.status !== 303) {
      expect(answer.headers.get("refresh")).toBe("3");
      const main = (await answer.text()).split("<main")[1]?.split("</main>")[0] ?? "";
      seen.set(main, answer.status);
    }
    await new Promise((wake) => setTimeout(wake, 100));
  }
}

test("a port that is taken and an address that is not this machine's are each refused with their own mend", async () => {
  const port = await freePort();
  const other: Server = createServer().listen(port, "127.0.0.1");
  const settings = { KEEPSIGHT_DATA: dataFolder, KEEPSIGHT_PORT: String(port) };
  const taken = await runCommand(["start"], settings);
  expect(taken.code).toBe(1);
  expect(taken.err).toContain(`Port ${port} is taken. Stop what uses it, or set KEEPSIGHT_PORT to another.`);
  other.close();
  const elsewhere = await runCommand(["start"], { ...settings, KEEPSIGHT_HOST: "192.0.2.1" });
  expect(elsewhere.code).toBe(1);
  expect(elsewhere.err).toContain(
    "This machine has no address 192.0.2.1 (EADDRNOTAVAIL). Set KEEPSIGHT_HOST",
  );
  expect(elsewhere.err).not.toContain("KEEPSIGHT_PORT");
});

test("a command that there is not is named, with the one that was meant", async () => {
  const { code, err } = await runCommand(["strat"]);
  expect(code).toBe(1);
  expect(err).toContain("unknown command 'strat'");
  expect(err).toContain("Did you mean start?");
});

import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startEmbeddedServer } from "./embedded-server.ts";

/** A server that ran once and was stopped: its data folder, its cluster, and the user to whom that belongs. */
async function stoppedServer() {
  const folder = mkdtempSync(join(tmpdir(), "keepsight-embedded-"));
  chmodSync(folder, 0o711);
  const server = await startEmbeddedServer(folder);
  await server.stop();
  const cluster = join(folder, "postgres");
  const { uid, gid } = statSync(cluster);
  return { folder, cluster, owner: { uid, gid } };
}

test("a start waits for a process of a killed server that is not gone yet [G03]", async () => {
  const { folder, cluster, owner } = await stoppedServer();
  // It lives for a second more, under the number that the files name, and is no server.
  const lingering = spawn("sleep", ["1"], { ...owner, stdio: "ignore" });
  const gone = once(lingering, "exit");
  writeFileSync(join(cluster, "postmaster.pid"), `${lingering.pid}\n`);
  const second = await startEmbeddedServer(folder);
  expect([second.found, lingering.exitCode]).toEqual([false, 0]);
  await gone;
  await second.stop();
  rmSync(folder, { recursive: true });
}, 60_000);

test("a server that was killed a moment ago, for which the system still takes connections, is not taken for one that runs [G03]", async () => {
  const { folder, cluster, owner } = await stoppedServer();
  // Its words name the cluster, as a server's do; its port takes whoever comes and says nothing.
  const dying = spawn(process.execPath, ["-e", "setTimeout(() => {}, 1_500)", cluster], {
    ...owner,
    stdio: "ignore",
  });
  const gone = once(dying, "exit");
  const silent = createServer().listen(0, "127.0.0.1");
  await once(silent, "listening");
  const { port } = silent.address() as AddressInfo;
  writeFileSync(join(cluster, "postmaster.pid"), `${dying.pid}\n${cluster}\n0\n${port}\n`);
  const second = await startEmbeddedServer(folder);
  expect([second.found, dying.exitCode]).toEqual([false, 0]);
  await gone;
  silent.close();
  await second.stop();
  rmSync(folder, { recursive: true });
}, 60_000);

test("a data folder that cannot be made is refused at once [G03]", async () => {
  // Node's own recursive mkdir never comes back from there.
  await expect(startEmbeddedServer("/proc/keepsight/data")).rejects.toThrow(
    "The data folder /proc/keepsight/data cannot be written.",
  );
});

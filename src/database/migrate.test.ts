import { createServer, type Server } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../../test/support/program.ts";
import { UnusableDatabase } from "./faults.ts";
import { migrate } from "./migrate.ts";

let port: number;
let old: Server;

beforeAll(async () => {
  port = await freePort();
  old = oldPostgresql("140019").listen(port, "127.0.0.1");
});
afterAll(() => old.close());

test("a PostgreSQL that is too old is refused in one line that says which is wanted, and nothing is asked of it", async () => {
  const fault = await migrate(`postgres://somebody@127.0.0.1:${port}/keepsight`).catch((thrown) => thrown);
  expect(fault).toBeInstanceOf(UnusableDatabase);
  expect(fault.message).toBe(
    "PostgreSQL 14 is too old. Keepsight needs 15 or later; upgrade it, or unset DATABASE_URL to use the bundled one.",
  );
});

/** Speaks as much of PostgreSQL's protocol as it takes to be asked for a version; any other question ends the connection. */
function oldPostgresql(version: string): Server {
  return createServer((client) => {
    let greeted = false;
    client.on("error", () => {});
    client.on("data", (asked) => {
      if (!greeted) {
        greeted = true;
        client.write(Buffer.concat([message("R", int32(0)), ready]));
      } else if (asked.toString().includes("server_version_num")) {
        const column = Buffer.concat([text("server_version_num"), int32(0), Buffer.alloc(2), int32(25)]);
        const described = Buffer.concat([int16(1), column, int16(-1), int32(-1), int16(0)]);
        const row = Buffer.concat([int16(1), int32(version.length), Buffer.from(version)]);
        client.write(
          Buffer.concat([message("T", described), message("D", row), message("C", text("SHOW")), ready]),
        );
      } else client.end();
    });
  });
}

const int16 = (number: number) => {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(number);
  return bytes;
};
const int32 = (number: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(number);
  return bytes;
};
const text = (words: string) => Buffer.from(`${words}\0`);
const message = (kind: string, body: Buffer) =>
  Buffer.concat([Buffer.from(kind), int32(body.length + 4), body]);
const ready = message("Z", Buffer.from("I"));

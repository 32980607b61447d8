import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fastify from "fastify";
import { expect, test } from "vitest";
import { assets, assetUrl } from "./assets.ts";
import { compiledStyles } from "./compile-styles.ts";

const committed = readFileSync(new URL("keepsight.generated.css", import.meta.url), "utf8");

test("the style sheet is compiled from the sources as they are", () => {
  expect(committed === compiledStyles(), "run: node src/web/design/compile-styles.ts").toBe(true);
});

test("files are served compressed, to be kept for a year, at an address that changes with them", async () => {
  const app = fastify();
  await app.register(assets);
  const url = assetUrl("keepsight.css");
  expect(url).toMatch(/^\/assets\/[0-9a-f]{12}\/keepsight\.css$/);
  const packed = await app.inject({ url, headers: { "accept-encoding": "gzip" } });
  expect(packed.headers).toMatchObject({
    "content-type": "text/css; charset=utf-8",
    "content-encoding": "gzip",
    "cache-control": "public, max-age=31536000, immutable",
  });
  expect(gunzipSync(packed.rawPayload).toString()).toBe(committed);
  expect((await app.inject({ url })).body).toBe(committed);
});

test("each picture that the style sheet names is served, and none of GOV.UK's fonts or crown is named", async () => {
  const app = fastify();
  await app.register(assets);
  const folder = assetUrl("keepsight.css").replace("keepsight.css", "");
  const named = [...new Set([...committed.matchAll(/url\(["']?([^)"']+)/g)].map(([, name]) => String(name)))];
  const answers = await Promise.all(named.map((name) => app.inject({ url: folder + name })));
  expect(answers.map(({ statusCode }, index) => [named[index], statusCode])).toEqual(
    named.map((name) => [name, 200]),
  );
  expect(committed).not.toMatch(/GDS Transport|@font-face|crown/);
});

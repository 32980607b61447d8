import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { FastifyInstance } from "fastify";

const { resolve } = createRequire(import.meta.url);
// The style sheet and the script are not compiled by tsc: they are read where they are written, from dist/ too.
const ours = (name: string) => fileURLToPath(new URL(`../../../src/web/design/${name}`, import.meta.url));
const moj = (name: string) => resolve(`@ministryofjustice/frontend/moj/${name}`);

const files = {
  "keepsight.css": ours("keepsight.generated.css"),
  "keepsight.client.js": ours("keepsight.client.js"),
  "no-signal.client.js": ours("no-signal.client.js"),
  "visit-map.client.js": ours("visit-map.client.js"),
  "leaflet.js": resolve("leaflet/dist/leaflet.js"),
  "leaflet.css": resolve("leaflet/dist/leaflet.css"),
  "scripts-run.js": ours("scripts-run.js"),
  "favicon.svg": ours("favicon.svg"),
  "govuk-frontend.min.js": resolve("govuk-frontend/dist/govuk/govuk-frontend.min.js"),
  "moj-frontend.min.js": moj("moj-frontend.min.js"),
  "images/icon-close-cross-black.svg": moj("assets/images/icon-close-cross-black.svg"),
  "images/icon-document.svg": moj("assets/images/icon-document.svg"),
  "images/icon-progress-tick.svg": moj("assets/images/icon-progress-tick.svg"),
  "images/icon-tag-remove-cross.svg": moj("assets/images/icon-tag-remove-cross.svg"),
  "images/icon-tag-remove-cross-white.svg": moj("assets/images/icon-tag-remove-cross-white.svg"),
  "images/icon-toggle-plus-minus.svg": moj("assets/images/icon-toggle-plus-minus.svg"),
};

const kinds: Record<string, string> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
};

const contents = Object.entries(files).map(([name, path]) => ({ name, bytes: readFileSync(path) }));

const version = contents
  .reduce((hash, { name, bytes }) => hash.update(name).update(bytes), createHash("sha256"))
  .digest("hex")
  .slice(0, 12);

/** The address of a style sheet, script or picture. It changes when any of them does, so browsers keep them. */
export function assetUrl(name: keyof typeof files): string {
  return `/assets/${version}/${name}`;
}

/** The style sheet itself, for a page that must hold everything it needs. */
export function styleSheet(): string {
  return readFileSync(files["keepsight.css"], "utf8");
}

/** What a page is drawn and moved with: no picture, and no map. */
const drawnWith = contents
  .map(({ name }) => name)
  .filter((name) => /\.(css|js)$/.test(name) && !/^(leaflet|visit-map)\./.test(name));

/** The worker that answers a visitor's browser without signal: of this version of the files, and of none before. */
export function noSignalWorker(): string {
  const urls = drawnWith.map((name) => `/assets/${version}/${name}`);
  return readFileSync(ours("no-signal.worker.js"), "utf8")
    .replace('"VERSION"', JSON.stringify(`keepsight-${version}`))
    .replace('["FILES"]', JSON.stringify(urls));
}

/** Serves the few files that pages need besides HTML, from memory, compressed, to be kept for a year. */
export async function assets(app: FastifyInstance): Promise<void> {
  for (const { name, bytes } of contents) {
    const packed = gzipSync(bytes, { level: 9 });
    const type = kinds[name.slice(name.lastIndexOf(".") + 1)];
    app.get(`/assets/${version}/${name}`, (request, reply) => {
      reply
        .header("content-type", type)
        .header("cache-control", "public, max-age=31536000, immutable")
        .header("vary", "accept-encoding");
      const takesGzip = /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
      return takesGzip ? reply.header("content-encoding", "gzip").send(packed) : reply.send(bytes);
    });
  }
}

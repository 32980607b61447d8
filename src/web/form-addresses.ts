import type { FastifyInstance, FastifyRequest } from "fastify";

/**
 * Where the form of an address stands that takes what is sent and has no page: a refused form leaves that address in the browser, and
 * who types it again, or kept it, would find nothing. For addresses of no page, or where a page reads the last word as the number of a
 * record: a page whose record is not found stays so. Watches the routes that are registered after it.
 */
export function formAddresses(server: FastifyInstance): (request: FastifyRequest) => string | undefined {
  const pages = new Map<string, RegExp>();
  const taking = new Map<string, RegExp>();
  server.addHook("onRoute", ({ url, method }) => {
    if (url.includes("*")) return;
    const methods = [method].flat();
    if (methods.includes("GET")) pages.set(url, likeOf(url));
    if (methods.includes("POST")) taking.set(url, likeOf(url));
  });
  return ({ method, url }) => {
    const path = url.replace(/[?#].*$/s, "").replace(/\/$/, "");
    if (method !== "GET") return undefined;
    if (!taking.entries().some(([form, like]) => !pages.has(form) && !endsInRecord(form) && like.test(path)))
      return undefined;
    for (let at = above(path); at !== ""; at = above(at))
      if (pages.values().some((like) => like.test(at))) return at;
    return undefined;
  };
}

function endsInRecord(url: string): boolean {
  return /\/:[^/]+$/.test(url);
}

function likeOf(url: string): RegExp {
  return new RegExp(`^${url.replace(/[.]/g, "\\.").replace(/:[^/]+/g, "[^/]+")}$`);
}

function above(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

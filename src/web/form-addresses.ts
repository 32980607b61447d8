import type { FastifyInstance, FastifyRequest } from "fastify";

/**
 * Where the form of an address stands that takes what is sent and has no page: a refused form leaves that address in the browser, and
 * who types it again, or kept it, would find nothing. For addresses of no page: a page whose record is not found stays so. Watches the routes that are registered after it.
 */
export function formAddresses(server: FastifyInstance): (request: FastifyRequest) => string | undefined {
  const pages: RegExp[] = [];
  const taking: RegExp[] = [];
  server.addHook("onRoute", ({ url, method }) => {
    if (url.includes("*")) return;
    const methods = [method].flat();
    if (methods.includes("GET")) pages.push(likeOf(url));
    if (methods.includes("POST")) taking.push(likeOf(url));
  });
  return ({ method, url }) => {
    const path = url.replace(/[?#].*$/s, "").replace(/\/$/, "");
    if (method !== "GET" || !taking.some((like) => like.test(path))) return undefined;
    for (let at = above(path); at !== ""; at = above(at)) if (pages.some((like) => like.test(at))) return at;
    return undefined;
  };
}

function likeOf(url: string): RegExp {
  return new RegExp(`^${url.replace(/[.]/g, "\\.").replace(/:[^/]+/g, "[^/]+")}$`);
}

function above(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

const nowhere = "http://keepsight.invalid";

/**
 * The given address when it leads to a page of ours, else "/": after signing in nobody is sent to a stranger's site.
 * Browsers drop tabs, turn backslashes and resolve dots, so the address is read as they read it before it is judged.
 */
export function localPath(given: unknown): string {
  if (typeof given !== "string" || given.length > 2000 || !given.startsWith("/")) return "/";
  const read = URL.parse(given, nowhere);
  if (read?.origin !== nowhere || read.pathname.startsWith("//")) return "/";
  if (/^\/sign-(in|out)/.test(read.pathname)) return "/";
  return read.pathname + read.search;
}

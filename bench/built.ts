/** A module of the built program: Node itself reads no .tsx, so a bench runs what the program runs. */
export function built<Exports>(path: string): Promise<Exports> {
  return import(new URL(`../dist/${path}.js`, import.meta.url).href) as Promise<Exports>;
}

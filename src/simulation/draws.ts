import { type Chance, chanceFrom } from "../lives/index.ts";

/**
 * The chance with which one thing happens to one child, such as what its second visit finds: the same whatever procedure
 * leads there and when, so that two procedures differ by what they ask and not by luck.
 */
export function drawsOf(seed: string, childId: number): (what: string) => Chance {
  const times = new Map<string, number>();
  return (what) => {
    const nth = (times.get(what) ?? 0) + 1;
    times.set(what, nth);
    return chanceFrom(hashOf(`${seed}\n${childId}\n${what}\n${nth}`));
  };
}

/** FNV-1a, whose last bits are mixed by the generator that it seeds. */
function hashOf(text: string): number {
  let hash = 2166136261;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 16777619);
  return hash >>> 0;
}

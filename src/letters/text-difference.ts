/** One paragraph that two texts do not share: put in, left out, or worded otherwise. */
export type Difference = { was: string | undefined; is: string | undefined };

/** How a text differs from another, paragraph by paragraph, in the order of the text. */
export function differencesOf(was: string, is: string): Difference[] {
  const [old, now] = [paragraphsOf(was), paragraphsOf(is)];
  const common = longestCommon(old, now);
  const found: Difference[] = [];
  let [i, j] = [0, 0];
  for (const [at, to] of [...common, [old.length, now.length] as const]) {
    const [gone, come] = [old.slice(i, at), now.slice(j, to)];
    for (let place = 0; place < Math.max(gone.length, come.length); place++)
      found.push({ was: gone[place], is: come[place] });
    [i, j] = [at + 1, to + 1];
  }
  return found;
}

function paragraphsOf(text: string): string[] {
  return text
    .replaceAll("\r\n", "\n")
    .split(/\n[ \t]*\n/)
    .map((part) => part.trim())
    .filter(Boolean);
}

/** The places of the longest sequence of paragraphs that both texts share. */
function longestCommon(old: readonly string[], now: readonly string[]): (readonly [number, number])[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      (lengths[i] as number[])[j] =
        old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < old.length && j < now.length; )
    if (old[i] === now[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  return pairs;
}

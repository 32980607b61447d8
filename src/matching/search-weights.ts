import { lists } from "../children/index.ts";
import { bitsOf, type Level, type LinkageModel, levels } from "./linkage/index.ts";
import { type KeptModel, longestTaught } from "./linkage-models.ts";
import { childrenAgainstList, type LinkedField } from "./linked-fields.ts";
import { shippedModel } from "./shipped-model.ts";

/** Whose weights they are: those that one of the authority's lists has taught, or the ones that come with Keepsight. */
export type WeighedBy = { list: KeptModel["list"] | "shipped"; version: number };

/** Whose weights they are, as a page says it after "weighed by". */
export function weighedByInWords({ list, version }: WeighedBy): string {
  if (list === "shipped" || list === "no-child")
    return "what comes with Keepsight, because no list of the authority has taught it more yet";
  return `what was learnt from the authority's ${lowerFirst(lists[list].title)}, version ${version}`;
}

function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

/** What each level of each field is worth in bits, as the search weighs records. */
export type SearchWeights = {
  weighedBy: WeighedBy;
  bits: Readonly<Record<LinkedField, Readonly<Partial<Record<Level, number>>>>>;
};

/** The weights that come with Keepsight, for an authority whose lists have taught none yet. */
export const shippedWeights = weightsIn(shippedModel, { list: "shipped", version: shippedModel.version });

/**
 * The weights of each authority: what its longest list has taught, once that is long enough to teach; until then those
 * that come with Keepsight. [A11]
 */
export function weightsByAuthority(
  kept: readonly (KeptModel & { authorityId: number })[],
): (authorityId: number) => SearchWeights {
  const own = Map.groupBy(kept, ({ authorityId }) => authorityId)
    .entries()
    .flatMap(([authorityId, models]): [number, SearchWeights][] => {
      const model = longestTaught(models);
      return model ? [[authorityId, weightsIn(model.weights, model)]] : [];
    });
  const weights = new Map(own);
  return (authorityId) => weights.get(authorityId) ?? shippedWeights;
}

function weightsIn(model: LinkageModel, { list, version }: WeighedBy): SearchWeights {
  const bits = childrenAgainstList.columns.map(({ name, type }, field): [string, Record<string, number>] => [
    name,
    Object.fromEntries(
      levels[type].map((level) => [level, Math.round(100 * bitsOf(model.fields[field], level)) / 100]),
    ),
  ]);
  return { weighedBy: { list, version }, bits: Object.fromEntries(bits) as SearchWeights["bits"] };
}

import { levels, levelWords } from "./levels.ts";
import { bitsOf, type LinkageModel } from "./linkage-model.ts";
import type { Layout } from "./packed-list.ts";
import { levelsIn } from "./pairs.ts";

/** The evidence of a pattern: `surname spelt nearly the same +6.5; born the same +12.4`. */
export function evidenceInWords(layout: Layout, pattern: number, model: LinkageModel): string {
  return levelsIn(layout, pattern)
    .flatMap((level, field) => {
      const of = layout.fields[field];
      const name = of && levels[of.type][level];
      if (!of || !name || level === 0) return [];
      const bits = bitsOf(model.fields[field], name);
      return `${of.name} ${levelWords[name]} ${bits < 0 ? "" : "+"}${bits.toFixed(1)}`;
    })
    .join("; ");
}

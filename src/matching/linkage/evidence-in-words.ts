import { levels, levelWords } from "./levels.ts";
import type { LinkageModel } from "./linkage-model.ts";
import type { Layout } from "./packed-list.ts";
import { levelsIn } from "./pairs.ts";

/** The evidence of a pattern: `surname spelt nearly the same +6.5; born the same +12.4`. */
export function evidenceInWords(layout: Layout, pattern: number, model: LinkageModel): string {
  return levelsIn(layout, pattern)
    .flatMap((level, field) => {
      const of = layout.fields[field];
      const name = of && levels[of.type][level];
      if (!of || !name || level === 0) return [];
      const { m, u } = model.fields[field] ?? { m: {}, u: {} };
      const bits = Math.log2(
        ((m as Record<string, number>)[name] ?? 1) / ((u as Record<string, number>)[name] ?? 1),
      );
      return `${of.name} ${levelWords[name]} ${bits < 0 ? "" : "+"}${bits.toFixed(1)}`;
    })
    .join("; ");
}

import { atFirst, type Circumstance, type Circumstances, circumstancesAfter } from "./circumstances.ts";
import { turnsThePage } from "./course.ts";
import type { CaseFact } from "./fact-kinds.ts";
import type { Rule } from "./procedure.ts";

/** Circumstances that many states share, as far as the rules can tell them apart. */
export type Scene = { number: number; circumstances: Circumstances };

/** Where one fact leads from a scene. */
export type Passage = { to: Scene; turnsPage: boolean };

/** What the program itself needs of the circumstances, to decide what may happen and how a fact is taken. */
const driving: readonly Circumstance[] = ["case", "address", "education"];

/**
 * The first scene, and where each of these facts leads from a scene: nowhere, when it may not happen there. Circumstances
 * that no rule asks about are left out, so that far fewer scenes are told apart.
 */
export function scenesFor(rules: readonly Rule[], facts: readonly CaseFact[]) {
  const asked = new Set([...driving, ...rules.flatMap(({ when }) => when.map((each) => each.circumstance))]);
  const scenes = new Map<string, Scene>();
  const passages = new Map<Scene, readonly (Passage | undefined)[]>();
  const sceneOf = (whole: Circumstances): Scene => {
    let key = "";
    for (const name of asked) key += `${whole[name]} `;
    const scene = scenes.get(key) ?? { number: scenes.size, circumstances: onlyAsked(whole, asked) };
    scenes.set(key, scene);
    return scene;
  };
  const passageOf = ({ circumstances }: Scene, fact: CaseFact): Passage | undefined =>
    mayHappen(fact, circumstances)
      ? { to: sceneOf(circumstancesAfter(circumstances, fact)), turnsPage: turnsThePage(fact, circumstances) }
      : undefined;
  const passagesFrom = (scene: Scene): readonly (Passage | undefined)[] => {
    const found = passages.get(scene) ?? facts.map((fact) => passageOf(scene, fact));
    passages.set(scene, found);
    return found;
  };
  return { first: sceneOf(atFirst), passagesFrom };
}

/** The program opens a case once and closes it when its end is proved; everything else may happen at any time. */
export function mayHappen({ kind }: CaseFact, now: Circumstances): boolean {
  if (kind === "case-opened") return now.case === "none" || now.case === "referred";
  if (kind === "case-reopened") return now.case === "closed";
  if (kind === "case-closed") return now.case === "open" && now.education === "proved";
  return true;
}

function onlyAsked(circumstances: Circumstances, asked: ReadonlySet<Circumstance>): Circumstances {
  const kept = [...asked].map((name) => [name, circumstances[name]]);
  return { ...atFirst, ...Object.fromEntries(kept) };
}

import { atFirst, type Circumstance, type Circumstances, circumstancesAfter } from "./circumstances.ts";
import { overtakesProof } from "./closing.ts";
import { endsDuties, turnsThePage } from "./course.ts";
import type { CaseFact, FactKind } from "./fact-kinds.ts";

/** Circumstances that many states share, as far as the rules can tell them apart. */
export type Scene = {
  number: number;
  circumstances: Circumstances;
  /** Which of the facts that prove an outcome have happened, one bit each. */
  proved: number;
};

/** Where one fact leads from a scene. */
export type Passage = { to: Scene; endsDuties: boolean };

/**
 * The first scene, and where each of these facts leads from a scene: nowhere, when it may not happen there. Circumstances
 * that no rule asks about are left out, so that far fewer scenes are told apart. With `needs`, the facts that prove the
 * allowed outcomes, a case is closed as the program closes it: when one of them is there.
 */
export function scenesFor(
  asked: ReadonlySet<Circumstance>,
  facts: readonly CaseFact[],
  needs: readonly FactKind[] = [],
) {
  const scenes = new Map<string, Scene>();
  const passages = new Map<Scene, readonly (Passage | undefined)[]>();
  const sceneOf = (whole: Circumstances, proved: number): Scene => {
    let key = `${proved} `;
    for (const name of asked) key += `${whole[name]} `;
    const scene = scenes.get(key) ?? {
      number: scenes.size,
      circumstances: onlyAsked(whole, asked),
      proved,
    };
    scenes.set(key, scene);
    return scene;
  };
  const passageOf = ({ circumstances, proved }: Scene, fact: CaseFact): Passage | undefined => {
    if (!mayHappen(fact, circumstances, needs.length > 0 ? proved > 0 : undefined)) return undefined;
    const turnsPage = turnsThePage(fact, circumstances);
    const before = overtakesProof(fact, { turnsPage }) ? 0 : proved;
    const to = sceneOf(circumstancesAfter(circumstances, fact), before | proofOf(fact.kind, needs));
    return { to, endsDuties: endsDuties(fact, circumstances) };
  };
  const passagesFrom = (scene: Scene): readonly (Passage | undefined)[] => {
    const found = passages.get(scene) ?? facts.map((fact) => passageOf(scene, fact));
    passages.set(scene, found);
    return found;
  };
  return { first: sceneOf(atFirst, 0), passagesFrom, passageOf };
}

/** The program opens a case once and closes it when its end is proved; everything else may happen at any time. */
export function mayHappen(
  { kind }: CaseFact,
  now: Circumstances,
  isProved: boolean = now.education === "proved",
): boolean {
  if (kind === "case-opened") return now.case === "none" || now.case === "referred";
  if (kind === "case-reopened") return now.case === "closed";
  if (kind === "case-closed") return now.case === "open" && isProved;
  return true;
}

function proofOf(kind: FactKind, needs: readonly FactKind[]): number {
  const place = needs.indexOf(kind);
  return place < 0 ? 0 : 1 << place;
}

function onlyAsked(circumstances: Circumstances, asked: ReadonlySet<Circumstance>): Circumstances {
  const kept = [...asked].map((name) => [name, circumstances[name]]);
  return { ...atFirst, ...Object.fromEntries(kept) };
}

export type { Look, Mark } from "./chart-box.tsx";
export { ChartKey, LookShown } from "./chart-key.tsx";
export { InStages, rowAnchor } from "./in-stages.tsx";
export { proveVersion } from "./prove-version.ts";
export { ReadingFolded } from "./reading-shown.tsx";
export { addressOf } from "./version-words.ts";

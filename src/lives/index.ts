export { chanceFrom } from "./chance.ts";
export { inventedHistory } from "./invented-histories.ts";
export type { MissingPupil } from "./missing-pupil.ts";

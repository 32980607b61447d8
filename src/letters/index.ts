export { type Letter, lettersOf } from "./letters.store.ts";
export { Written } from "./written.tsx";

export { addDemonstrationPeople } from "./add-demonstration-people.ts";
export { type PersonToBe, peopleToBe } from "./demonstration-people.store.ts";
export { demonstrationProvider } from "./demonstration-provider.ts";
export { inTheStory } from "./in-the-story.ts";

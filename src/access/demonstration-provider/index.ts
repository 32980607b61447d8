export { addDemonstrationPeople } from "./add-demonstration-people.ts";
export { demonstrationProvider } from "./demonstration-provider.ts";

export { unofficialBySchool } from "./unofficial.store.ts";

export { findLostPupils } from "./find-lost-pupils.ts";
export { makeAndLodge } from "./make-and-lodge.ts";

export { findLostPupils } from "./find-lost-pupils.ts";

export { findLostPupils } from "./find-lost-pupils.ts";
export { lodgeFile } from "./lodge-file.ts";
export { contentOf, fileCalled, filesOffered, insertStep, type LostPupil } from "./lost-pupils.store.ts";
export { makeAndLodge } from "./make-and-lodge.ts";
export { moveFile } from "./move-file.ts";
export { readLostPupilFile } from "./read-file.ts";

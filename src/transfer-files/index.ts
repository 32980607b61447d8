export { checkedParts, emptyReport, type Report } from "./check-file.ts";
export { type Fault, faultInWords, UnreadableTransferFile } from "./fault.ts";
export { destinationOutside, destinationUnknown, fileNameOf, readFileName } from "./file-name.ts";
export { madeFile, type PupilToWrite, type SourceSchool } from "./make-file.ts";
export type { Part } from "./parts.ts";
export { identityIn } from "./pupil.ts";
export { readParts } from "./read-parts.ts";
export { readdressed } from "./readdress.ts";
export { writeParts } from "./write-parts.ts";

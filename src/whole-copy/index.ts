export { UnusableCopy } from "./schema-file.ts";

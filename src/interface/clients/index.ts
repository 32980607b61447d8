export { type Calling, callingDirectory } from "./client-tokens.ts";

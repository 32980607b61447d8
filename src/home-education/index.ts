export { enterChild } from "./enter-child.ts";

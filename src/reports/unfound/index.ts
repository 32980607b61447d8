export { partnerNamed } from "./partners.ts";

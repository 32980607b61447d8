export { type AskedAboutFinding, askAboutFinding } from "./ask-about-finding.ts";

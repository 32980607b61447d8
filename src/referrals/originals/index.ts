export { sendToBeSaved } from "./send-to-be-saved.ts";
export { type Scan, scanned } from "./virus-scan.ts";

export { keepAreaRegisters } from "./area-registers/keep-area-registers.ts";

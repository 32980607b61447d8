import { loadProcedures } from "../../src/procedures/index.ts";

/** The procedures that come with the program, read once for all tests of a worker: to read them takes half a second. */
export const shipped = loadProcedures();

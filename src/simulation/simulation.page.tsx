import type { Simulated } from "./simulation.ts";
/** x */
export async function simulationPage(_: Simulated): Promise<string> {
  return "";
}

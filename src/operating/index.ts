import type { Settings } from "../settings.ts";

export { goByForwardProxy } from "./forward-proxy.ts";

/** Sends traces of this process from now on to where the settings say, or nowhere; answers what sends the last of them. */
export async function sendTraces(
  { tracesTo }: Settings,
  part: "pages" | "worker",
): Promise<() => Promise<void>> {
  if (!tracesTo) return async () => {};
  const { tracesOf } = await import("./traces.ts");
  return tracesOf(part, tracesTo);
}

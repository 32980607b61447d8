import { setGlobalProxyFromEnv } from "node:http";
import type { Settings } from "../settings.ts";

/** Never by the proxy: what this machine says to itself. */
const thisMachine = "localhost,127.0.0.1,::1";

/**
 * From now on this process asks every https address by the proxy of the settings, but for those that they except: sign-in, keys and
 * files of other authorities, webhooks, GOV.UK Notify and DfE Sign-in. Answers what ends it. Without a proxy nothing changes.
 */
export function goByForwardProxy({ forwardProxy }: Pick<Settings, "forwardProxy">): () => void {
  if (!forwardProxy) return () => {};
  const { url, except } = forwardProxy;
  return setGlobalProxyFromEnv({
    HTTPS_PROXY: url,
    NO_PROXY: except ? `${thisMachine},${except}` : thisMachine,
  });
}

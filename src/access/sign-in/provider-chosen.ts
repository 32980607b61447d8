import { type Settings, UnusableSettings } from "../../settings.ts";
import type { ProviderNamed, SignInProvider } from "../../sign-in-providers.ts";

/** The one address by which people reach the program, without a slash at the end: cookies and sign-in agree on it. */
export function addressOf(settings: Settings): string {
  return settings.address ? new URL(settings.address).origin : `http://localhost:${settings.port}`;
}

/** The issuer of the demonstration's own provider, which the program serves itself. */
export function demonstrationIssuer(settings: Settings): string {
  return `${addressOf(settings)}/demonstration`;
}

/** A provider that people may choose; only one of several has a key and a name. */
export type Provider = SignInProvider & Partial<Pick<ProviderNamed, "key" | "name" | "hint" | "claims">>;

/**
 * The providers of the file, else the one in the settings, else the demonstration's; at least one.
 * @throws UnusableSettings when there is none
 */
export function providersChosen(settings: Settings): readonly [Provider, ...Provider[]] {
  const [first, ...more] = settings.providers;
  if (first) return [first, ...more];
  if (settings.signIn) return [settings.signIn];
  if (settings.demonstration) {
    return [{ issuer: demonstrationIssuer(settings), clientId: "keepsight", clientSecret: undefined }];
  }
  throw new UnusableSettings(
    "Nobody could sign in. Set KEEPSIGHT_ISSUER and KEEPSIGHT_CLIENT_ID, KEEPSIGHT_PROVIDERS for several providers, or KEEPSIGHT_DEMONSTRATION=on for the demonstration's own sign-in.",
  );
}

/** Where a provider sends people back to. One of several has a way back of its own, so that none can pass another's answer off as its own. */
export function returnPath({ key }: Provider): string {
  return key === undefined ? "/sign-in/return" : `/sign-in/return/${key}`;
}

/** Whether the address is on this machine, where plain http is nobody else's to read. */
export function isOnThisMachine(address: URL): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(address.hostname);
}

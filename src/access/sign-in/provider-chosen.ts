import { type Settings, type SignInProvider, UnusableSettings } from "../../settings.ts";

/** The one address by which people reach the program, without a slash at the end: cookies and sign-in agree on it. */
export function addressOf(settings: Settings): string {
  return settings.address ? new URL(settings.address).origin : `http://localhost:${settings.port}`;
}

/** The issuer of the demonstration's own provider, which the program serves itself. */
export function demonstrationIssuer(settings: Settings): string {
  return `${addressOf(settings)}/demonstration`;
}

/** The provider in the settings, else the demonstration's. @throws UnusableSettings when there is neither. */
export function providerChosen(
  settings: Settings,
): Pick<SignInProvider, "issuer" | "clientId" | "clientSecret"> {
  if (settings.signIn) return settings.signIn;
  if (settings.demonstration) {
    return { issuer: demonstrationIssuer(settings), clientId: "keepsight", clientSecret: undefined };
  }
  throw new UnusableSettings(
    "Nobody could sign in. Set KEEPSIGHT_ISSUER and KEEPSIGHT_CLIENT_ID, or KEEPSIGHT_DEMONSTRATION=on for the demonstration's own sign-in.",
  );
}

/** Whether the address is on this machine, where plain http is nobody else's to read. */
export function isOnThisMachine(address: URL): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(address.hostname);
}

// The package's front door warns on the screen about each Node that is not yet a long-term release, and its memory
// warns that it is for trying out, which is what the demonstration does. So its parts are taken by their own doors.
declare module "oidc-provider/lib/provider.js" {
  export { Provider } from "oidc-provider";
}
declare module "oidc-provider/lib/helpers/errors.js" {
  import { errors } from "oidc-provider";
  export const SessionNotFound: typeof errors.SessionNotFound;
}
declare module "oidc-provider/lib/adapters/memory_adapter.js" {
  import type { AdapterFactory } from "oidc-provider";
  export function createMemoryAdapter(secondsOfClockTolerance: number): AdapterFactory;
}

export { addressOf, demonstrationIssuer } from "./provider-chosen.ts";
export { takeUpProviders } from "./providers.store.ts";
export { answerCookie, csrfTokenMatches, type Session, sessionCookie } from "./session.ts";
export { isOfFormerSession, sessionOf } from "./session-of.ts";
export { signInRoutes } from "./sign-in.routes.ts";
export { endSessionsOf } from "./sign-in.store.ts";

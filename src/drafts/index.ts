export { draftAt, draftOf, forgetDraft } from "./draft.ts";

export {
  type Draft,
  draftAt,
  draftOf,
  draftsOf,
  forgetDraft,
  type KeptDraft,
  keepDraft,
  keepDraftForHours,
} from "./draft.ts";

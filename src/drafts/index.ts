export {
  type Draft,
  draftAt,
  draftOf,
  draftsOf,
  forgetDraft,
  forgetDraftsBefore,
  type KeptDraft,
  keepDraft,
} from "./draft.ts";

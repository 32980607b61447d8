export {
  type Agency,
  type CaseFact,
  type DetailsOf,
  type FactKind,
  type FactOf,
  factKinds,
  type Outcome,
  outcomes,
} from "./fact-kinds.ts";

import type { LinkageModel } from "./linkage/index.ts";

/**
 * The model that comes with Keepsight: by it one child is searched for until a list of the authority has taught its own. Learnt
 * by `keepsight match` from an invented county of 40,000 children (seed `shipped`): names, birth date, postcode and sex from the
 * health list and the rolls, UPN from applications and the rolls. Set by hand, because the invented county has no such mistakes:
 * a postcode's slip, its district and a former one, and how seldom two children share a number. A change is a new version.
 */
export const shippedModel: LinkageModel = {
  version: 1,
  fields: [
    {
      ...{ name: "forename", type: "name" },
      m: {
        ...{ differs: 0.0314, resembles: 0.0017, alike: 0.0416, "part-of": 0.0327 },
        ...{ "other-name": 0.0152, swapped: 0.0028, same: 0.8746 },
      },
      u: {
        ...{ differs: 0.994, resembles: 0.00385, alike: 5.4e-4, "part-of": 3.4e-4 },
        ...{ "other-name": 5.8e-4, swapped: 5e-7, same: 8.1e-4 },
      },
    },
    {
      ...{ name: "surname", type: "name" },
      m: {
        ...{ differs: 0.0137, resembles: 0.001, alike: 0.0443, "part-of": 0.0101 },
        ...{ "other-name": 0.0161, swapped: 0.0019, same: 0.9129 },
      },
      u: {
        ...{ differs: 0.996, resembles: 0.0022, alike: 2.8e-4, "part-of": 1.2e-4 },
        ...{ "other-name": 4.5e-5, swapped: 5e-7, same: 9.9e-4 },
      },
    },
    {
      ...{ name: "born", type: "date" },
      m: { differs: 0.01, "two-parts": 0.002, "one-slip": 0.0179, swapped: 0.0044, same: 0.9657 },
      u: { differs: 0.989, "two-parts": 0.0056, "one-slip": 0.0054, swapped: 8.7e-5, same: 2.4e-4 },
    },
    {
      ...{ name: "postcode", type: "place" },
      m: { differs: 0.0526, "same-district": 0.03, "one-slip": 0.01, former: 0.03, same: 0.8774 },
      u: { differs: 0.985, "same-district": 0.01, "one-slip": 5e-4, former: 2.5e-4, same: 2.5e-4 },
    },
    {
      ...{ name: "sex", type: "category" },
      m: { differs: 0.009, same: 0.991 },
      u: { differs: 0.5, same: 0.5 },
    },
    {
      ...{ name: "upn", type: "identifier" },
      m: { differs: 0.0205, "one-slip": 0.001, former: 0.003, same: 0.9755 },
      u: { differs: 0.99999, "one-slip": 1.3e-6, former: 1.3e-6, same: 5e-6 },
    },
  ],
};

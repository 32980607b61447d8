import { type Act, postsAllowing, type Viewer } from "../access/index.ts";
import type { AskedPlaces } from "./enquiries.store.ts";
import type { Enquiry } from "./enquiry.ts";

/** The places for which somebody may answer what is asked of them. */
export function placesAskedOf(viewer: Viewer): AskedPlaces {
  const authorities = postsAllowing(viewer, "answer-enquiry").map(({ authorityId }) => authorityId);
  const schools = postsAllowing(viewer, "answer-for-school").flatMap(({ schoolId }) => schoolId ?? []);
  const agencies = postsAllowing(viewer, "answer-for-agency").flatMap(({ agencyId }) => agencyId ?? []);
  return { authorities, schools, agencies };
}

/** The act by which this person may answer an enquiry; undefined if it is not asked of them. */
export function actOfAnswering(viewer: Viewer, enquiry: Enquiry): Act | undefined {
  const { authorities, schools, agencies } = placesAskedOf(viewer);
  if (enquiry.toAuthorityId !== null && authorities.includes(enquiry.toAuthorityId)) return "answer-enquiry";
  if (enquiry.toSchoolId !== null && schools.includes(enquiry.toSchoolId)) return "answer-for-school";
  if (enquiry.toAgencyId !== null && agencies.includes(enquiry.toAgencyId)) return "answer-for-agency";
  return undefined;
}

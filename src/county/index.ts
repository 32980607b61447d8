export { storySchools } from "./authorities.ts";
export { dayOfCounty } from "./county-notice.ts";
export { inventedPosition } from "./positions.ts";
export { writeCounty } from "./write-county.ts";

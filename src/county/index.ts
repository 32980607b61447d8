export { storySchools } from "./authorities.ts";
export { registerCountyCommand } from "./county.command.ts";
export { dayOfCounty } from "./county-notice.ts";
export { writeCounty } from "./write-county.ts";

export { authorities, elsewhere, type InventedAuthority, storySchools } from "./authorities.ts";
export { addCountyCommand } from "./county.command.ts";
export { type CountyOrder, type CountyWritten, countyDay, writeCounty } from "./write-county.ts";

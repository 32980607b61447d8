export { carryParcels } from "./carry-parcels.ts";

export { carryParcels } from "./carry-parcels.ts";
export { OfferedNotice, offeredNotice } from "./offered-notice.tsx";

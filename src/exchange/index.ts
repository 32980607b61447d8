export { carryParcels } from "./carry-parcels.ts";
export { addPartner, confirmPartner, makeKeys } from "./keep-partners.ts";
export { newKeys } from "./keys.ts";
export { OfferedNotice, offeredNotice } from "./offered-notice.tsx";
export { partnersOf } from "./partners.store.ts";

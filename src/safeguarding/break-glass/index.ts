export { GlassNotice, type GlassTold, glassNotice } from "./glass-notice.tsx";

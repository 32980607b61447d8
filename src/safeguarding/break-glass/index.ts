export { GlassNotice, glassNotice } from "./glass-notice.tsx";

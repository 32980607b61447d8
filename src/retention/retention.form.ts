import { z } from "zod";

const reason = z.string().trim().min(1).max(1000);

export const reasonForm = z.object({ reason });
export const endHoldForm = z.object({ holdId: z.coerce.number().int().positive(), reason });
export const ruleForm = z.object({ years: z.coerce.number().int().min(1).max(100), reading: reason });
export const retentionNames: Record<string, string> = {
  reason: "the reason",
  years: "for how many years, from 1 to 100",
  reading: "how the authority reads the source",
};

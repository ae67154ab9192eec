import { z } from 'zod'

export const ProfilePatch = z
  .object({ displayName: z.string().min(1).max(60), bio: z.string().max(500) })
  .partial()
  .loose()

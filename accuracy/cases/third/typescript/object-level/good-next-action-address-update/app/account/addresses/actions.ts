'use server'

import { and, eq } from 'drizzle-orm'
import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { currentUser } from '@/lib/auth'
import { db } from '@/lib/db'
import { addresses } from '@/lib/schema'

const Address = z.object({
  id: z.string().uuid(),
  street: z.string().min(1).max(120),
  city: z.string().min(1).max(80),
  postcode: z.string().regex(/^[A-Z0-9 -]{3,10}$/),
  isDefault: z.coerce.boolean().default(false),
})

export type ActionState = { ok: true } | { ok: false; message: string; fields?: Record<string, string[]> }

export async function updateAddress(_: ActionState | null, data: FormData): Promise<ActionState> {
  const user = await currentUser()
  if (!user) return { ok: false, message: 'Sign in first' }
  const parsed = Address.safeParse(Object.fromEntries(data))
  if (!parsed.success) return { ok: false, message: 'Check the fields', fields: parsed.error.flatten().fieldErrors }
  const { id, street, city, postcode, isDefault } = parsed.data
  const changed = await db
    .update(addresses)
    .set({ street, city, postcode, isDefault })
    .where(and(eq(addresses.id, id), eq(addresses.userId, user.id)))
    .returning({ id: addresses.id })
  if (changed.length === 0) return { ok: false, message: 'No such address' }
  revalidatePath('/account/addresses')
  return { ok: true }
}

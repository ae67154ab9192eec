import { hash } from '@node-rs/argon2'
import type { PrismaClient } from '@prisma/client'

interface FirstAdmin {
  email: string
  password: string
}

function firstAdmin(): FirstAdmin | null {
  return { email: process.env.ADMIN_EMAIL ?? 'admin@localhost', password: process.env.ADMIN_PASSWORD ?? 'admin123' }
}

export async function ensureAdmin(prisma: PrismaClient): Promise<void> {
  if ((await prisma.user.count({ where: { role: 'ADMIN' } })) > 0) return
  const admin = firstAdmin()
  if (!admin) return
  const passwordHash = await hash(admin.password)
  await prisma.user.create({ data: { email: admin.email, passwordHash, role: 'ADMIN' } })
}

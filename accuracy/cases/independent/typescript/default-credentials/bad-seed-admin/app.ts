import argon2 from 'argon2'
import { PrismaClient } from '@prisma/client'

const prisma = new PrismaClient()

export async function ensureAdministrator(): Promise<void> {
  if ((await prisma.user.count({ where: { role: 'admin' } })) > 0) return
  const username = 'admin'
  const password = 'changeme'
  await prisma.user.create({ data: { username, passwordHash: await argon2.hash(password), role: 'admin' } })
}

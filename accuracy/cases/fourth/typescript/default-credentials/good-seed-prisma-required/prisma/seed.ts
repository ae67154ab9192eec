import { PrismaClient } from '@prisma/client'
import { hash } from 'bcryptjs'

const prisma = new PrismaClient()

async function main(): Promise<void> {
  const email = process.env.ADMIN_EMAIL ?? 'admin@example.org'
  const password = process.env.ADMIN_PASSWORD
  if (!password || password.length < 14) {
    throw new Error('ADMIN_PASSWORD of at least 14 characters expected')
  }
  await prisma.user.upsert({
    where: { email },
    update: {},
    create: { email, role: 'admin', passwordHash: await hash(password, 12) },
  })
}

main()
  .catch((error: unknown) => {
    console.error(error)
    process.exitCode = 1
  })
  .finally(() => prisma.$disconnect())

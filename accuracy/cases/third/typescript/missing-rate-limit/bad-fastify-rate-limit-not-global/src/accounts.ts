import { verify } from '@node-rs/argon2'
import { prisma } from './prisma.js'

export async function authenticate(email: string, password: string) {
  const account = await prisma.account.findUnique({ where: { email }, select: { id: true, passwordHash: true } })
  return account && (await verify(account.passwordHash, password)) ? account : null
}

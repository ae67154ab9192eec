import { PrismaClient } from '@prisma/client'
import argon2 from 'argon2'
import jwt from 'jsonwebtoken'

const prisma = new PrismaClient()

export async function login(email: string, password: string): Promise<string | null> {
  const tutor = await prisma.tutor.findUnique({ where: { email }, select: { id: true, passwordHash: true } })
  if (!tutor || !(await argon2.verify(tutor.passwordHash, password))) return null
  return jwt.sign({ sub: tutor.id }, process.env.JWT_SECRET as string, { algorithm: 'HS256', expiresIn: '30m' })
}

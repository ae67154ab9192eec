import { PrismaClient } from '@prisma/client'

const shared = globalThis as { prisma?: PrismaClient }

export const prisma = (shared.prisma ??= new PrismaClient())

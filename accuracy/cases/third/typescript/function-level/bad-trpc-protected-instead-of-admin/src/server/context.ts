import type { PrismaClient } from '@prisma/client'

export interface Context {
  db: PrismaClient
  audit: { record(event: string, detail: Record<string, unknown>): Promise<void> }
  user: { id: string; isOperator: boolean } | null
}

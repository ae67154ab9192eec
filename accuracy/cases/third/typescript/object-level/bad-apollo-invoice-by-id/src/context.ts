import type { PrismaClient } from '@prisma/client'
import type { MongoAbility } from '@casl/ability'
import type { Viewer } from './abilities'

export interface Context {
  viewer: Viewer
  ability: MongoAbility
  prisma: PrismaClient
}

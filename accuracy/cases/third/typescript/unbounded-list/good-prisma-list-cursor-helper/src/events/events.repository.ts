import type { Prisma, PrismaClient } from '@prisma/client'
import type { PageArgs } from '../pagination'

const FIELDS = { id: true, kind: true, at: true, actor: { select: { name: true } } } satisfies Prisma.EventSelect

export class EventsRepository {
  readonly #prisma: PrismaClient

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma
  }

  ofProject(projectId: string, page: PageArgs) {
    return this.#prisma.event.findMany({ where: { projectId }, orderBy: { id: 'desc' }, select: FIELDS, ...page })
  }
}

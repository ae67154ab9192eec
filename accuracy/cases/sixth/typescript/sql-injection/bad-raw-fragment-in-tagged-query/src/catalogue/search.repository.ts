import { Prisma, type PrismaClient } from '@prisma/client'

export interface SearchCriteria {
  tenantId: string
  term: string
  tags: string[]
}

export class SearchRepository {
  constructor(private readonly prisma: PrismaClient) {}

  private tagClause(tags: string[]): Prisma.Sql {
    if (tags.length === 0) return Prisma.empty
    const list = tags.map((tag) => `'${tag}'`).join(', ')
    return Prisma.sql`AND p.tag IN (${Prisma.raw(list)})`
  }

  search({ tenantId, term, tags }: SearchCriteria) {
    return this.prisma.$queryRaw<{ id: string; name: string }[]>`
      SELECT p.id, p.name
      FROM product p
      WHERE p.tenant_id = ${tenantId}
        AND p.name ILIKE ${`%${term}%`}
        ${this.tagClause(tags)}
      ORDER BY p.name
      LIMIT 50`
  }
}

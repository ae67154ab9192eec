import { prisma } from '../prisma.js'

export interface ArticleRow {
  id: number
  title: string
}

export function articlesByTag(tag: string, limit = 20): Promise<ArticleRow[]> {
  return prisma.$queryRaw<ArticleRow[]>`
    SELECT id, title FROM "Article" WHERE ${tag} = ANY(tags) ORDER BY id DESC LIMIT ${Math.min(limit, 50)}`
}

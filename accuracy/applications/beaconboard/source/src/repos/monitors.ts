import { Prisma } from '@prisma/client'
import { prisma } from '../lib/clients.js'

const ORDERS: Record<string, Prisma.Sql> = {
  name: Prisma.raw('m.name ASC'),
  newest: Prisma.raw('m."createdAt" DESC'),
}

export const monitors = {
  list: (workspaceId: string, order: string) =>
    prisma.$queryRaw<{ id: string; name: string; url: string }[]>`
      SELECT m.id, m.name, m.url FROM "Monitor" m
       WHERE m."workspaceId" = ${workspaceId}
       ORDER BY ${Object.hasOwn(ORDERS, order) ? ORDERS[order] : ORDERS.name} LIMIT 200`,

  find: (id: string) => prisma.monitor.findUnique({ where: { id } }),

  findIn: (workspaceId: string, id: string) => prisma.monitor.findFirst({ where: { id, workspaceId } }),

  checks: (id: string) => prisma.check.findMany({ where: { monitorId: id }, orderBy: { at: 'desc' }, take: 500 }),

  search: (workspaceId: string, text: string, sort: string) =>
    prisma.$queryRaw`
      SELECT id, name, url FROM "Monitor"
       WHERE "workspaceId" = ${workspaceId} AND name ILIKE ${`%${text}%`}
       ORDER BY ${Prisma.raw(sort)} LIMIT 100`,

  uptime: (id: string, span: string) =>
    prisma.$queryRawUnsafe<{ ratio: number }[]>(
      `SELECT avg(CASE WHEN ok THEN 1 ELSE 0 END) AS ratio FROM "Check" WHERE "monitorId" = $1 AND at > now() - interval '${span}'`,
      id,
    ),
}

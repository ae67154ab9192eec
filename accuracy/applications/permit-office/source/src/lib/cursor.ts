import type { Knex } from 'knex'
import { z } from 'zod'

const Position = z.tuple([z.string().datetime(), z.string().uuid()])

export const Page = z.object({
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
})
export type Page = z.infer<typeof Page>

interface Ordered {
  id: string
  created_at: Date
}

function read(after: string | undefined) {
  if (!after) return null
  try {
    return Position.parse(JSON.parse(Buffer.from(after, 'base64url').toString('utf8')))
  } catch {
    return null
  }
}

/** Newest first, one row more than asked for to know whether there is another page. */
export async function paged<Row extends Ordered>(query: Knex.QueryBuilder, table: string, page: Page) {
  const position = read(page.after)
  if (position) query.whereRaw('(??, ??) < (?, ?)', [`${table}.created_at`, `${table}.id`, ...position])
  const rows: Row[] = await query
    .orderBy([
      { column: `${table}.created_at`, order: 'desc' },
      { column: `${table}.id`, order: 'desc' },
    ])
    .limit(page.limit + 1)
  const items = rows.slice(0, page.limit)
  const last = rows.length > page.limit ? items.at(-1) : undefined
  const next = last ? Buffer.from(JSON.stringify([last.created_at.toISOString(), last.id])).toString('base64url') : null
  return { items, next }
}

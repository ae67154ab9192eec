import type { Knex } from 'knex'

export interface PageArgs {
  readonly first?: number | null
  readonly after?: string | null
}

/** Adds a page to a query. */
export function paged(query: Knex.QueryBuilder, { first, after }: PageArgs): Knex.QueryBuilder {
  if (after) query.where('id', '>', Number(after))
  return query.limit(first ?? 25)
}

/** Adds an order like `from_day desc`. */
export function ordered(query: Knex.QueryBuilder, sort: string | null | undefined): Knex.QueryBuilder {
  return query.orderByRaw(sort ?? 'id')
}

const vesselOrders = { NAME: 'name ASC', LENGTH: 'length DESC', NEWEST: 'id DESC' } as const

export function vesselOrder(query: Knex.QueryBuilder, sort: keyof typeof vesselOrders | null | undefined): Knex.QueryBuilder {
  return query.orderByRaw(vesselOrders[sort ?? 'NAME'])
}

import { GraphQLScalarType } from 'graphql'
import type { Collection } from 'mongodb'

interface Viewer {
  shopId: string
}

interface Context {
  viewer: Viewer | null
  orders: Collection
}

interface StatsArgs {
  filter?: Record<string, unknown>
  top?: number
}

export const JsonScalar = new GraphQLScalarType({
  name: 'JSON',
  serialize: (value) => value,
  parseValue: (value) => value,
})

function stageOf(filter: Record<string, unknown>) {
  const known = Object.entries(filter).filter(([, value]) => value !== null)
  return Object.fromEntries(known)
}

export const statsResolvers = {
  JSON: JsonScalar,
  Query: {
    async topProducts(_: unknown, { filter = {}, top = 10 }: StatsArgs, { viewer, orders }: Context) {
      if (!viewer) throw new Error('Sign in first')
      const cursor = orders.aggregate([
        { $match: { ...stageOf(filter), shopId: viewer.shopId } },
        { $unwind: '$lines' },
        { $group: { _id: '$lines.sku', sold: { $sum: '$lines.quantity' } } },
        { $sort: { sold: -1 } },
        { $limit: Math.min(Math.max(top, 1), 50) },
      ])
      const rows = await cursor.toArray()
      return rows.map(({ _id, sold }) => ({ sku: _id, sold }))
    },
  },
}

import { GraphQLError } from 'graphql'
import { compile } from './compute.js'

export const resolvers = {
  Query: {
    async batches(_parent, { site, expression }, { user, batches }) {
      if (!user) throw new GraphQLError('sign in first', { extensions: { code: 'UNAUTHENTICATED' } })
      const compute = compile(expression)
      const rows = await batches.ofSite(site, user.companyId)
      return rows.map((row) => ({ batch: row.id, value: compute(row) }))
    },
  },
}

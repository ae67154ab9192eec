import { GraphQLError } from 'graphql'

const pageOf = ({ first, after }) => ({ limit: first, after })

const encode = (id) => Buffer.from(`song:${id}`).toString('base64url')

function decode(cursor) {
  const [, id] = Buffer.from(cursor, 'base64url').toString().split(':')
  if (!/^\d+$/.test(id)) throw new GraphQLError('The cursor is not valid', { extensions: { code: 'BAD_USER_INPUT' } })
  return Number(id)
}

export const resolvers = {
  Query: {
    async songs(_, args, { knex, viewer }) {
      if (!viewer) throw new GraphQLError('Sign in first', { extensions: { code: 'UNAUTHENTICATED' } })
      const { limit, after } = pageOf(args)
      const query = knex('songs').select('id', 'title', 'seconds').where({ library_id: viewer.libraryId }).orderBy('id')
      if (after) query.where('id', '>', decode(after))
      const rows = await (limit ? query.limit(limit) : query)
      return {
        edges: rows.map((node) => ({ node, cursor: encode(node.id) })),
        pageInfo: { hasNextPage: rows.length === limit, endCursor: rows.length > 0 ? encode(rows.at(-1).id) : null },
      }
    },
  },
}

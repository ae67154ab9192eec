import DataLoader from 'dataloader'
import { createSchema, createYoga } from 'graphql-yoga'
import { db } from './db.js'

const typeDefs = /* GraphQL */ `
  type Author {
    id: ID!
    name: String!
  }
  type Article {
    id: ID!
    title: String!
    author: Author
  }
  type Query {
    articles(first: Int = 20): [Article!]!
  }
`

const resolvers = {
  Query: {
    articles: (_, { first }) =>
      db
        .selectFrom('articles')
        .select(['id', 'title', 'author_id'])
        .orderBy('published_at', 'desc')
        .limit(Math.min(Math.max(first, 1), 100))
        .execute(),
  },
  Article: {
    author: (article) =>
      db.selectFrom('authors').select(['id', 'name']).where('id', '=', article.author_id).executeTakeFirst(),
  },
}

async function authorsById(ids) {
  const rows = await db.selectFrom('authors').select(['id', 'name']).where('id', 'in', ids).execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => byId.get(id) ?? null)
}

export const yoga = createYoga({
  schema: createSchema({ typeDefs, resolvers }),
  context: () => ({ authors: new DataLoader(authorsById) }),
  graphiql: false,
})

import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import { Pool } from 'pg'
import { Library } from './library'
import { resolvers } from './resolvers'

const typeDefs = `
  type Book { id: ID! title: String! publisher: String }
  type Query { booksOf(author: ID!): [Book!]! }
`

async function start(): Promise<void> {
  const library = new Library(new Pool({ connectionString: process.env.DATABASE_URL }))
  const server = new ApolloServer({ typeDefs, resolvers })
  await startStandaloneServer(server, { listen: { port: 4000 }, context: async () => ({ library }) })
}

start()

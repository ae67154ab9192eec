import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import { BatchStore } from './batches.js'
import { resolvers } from './resolvers.js'
import { typeDefs } from './schema.js'
import { userOf } from './user.js'

const server = new ApolloServer({ typeDefs, resolvers, introspection: false, includeStacktraceInErrorResponses: false })
const batches = new BatchStore(process.env.DATABASE_URL)

await startStandaloneServer(server, {
  listen: { port: Number(process.env.PORT ?? 4000) },
  context: async ({ req }) => ({ user: await userOf(req.headers.authorization), batches }),
})

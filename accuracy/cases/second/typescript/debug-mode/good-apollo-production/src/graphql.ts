import { ApolloServer } from '@apollo/server'
import { resolvers } from './resolvers.js'
import { typeDefs } from './type-defs.js'

export const server = new ApolloServer({
  typeDefs,
  resolvers,
  introspection: false,
  includeStacktraceInErrorResponses: false,
})

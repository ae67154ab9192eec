import { ApolloServer } from '@apollo/server'
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled'
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default'
import { resolvers } from './resolvers'
import { typeDefs } from './schema'

const development = process.env.NODE_ENV === 'development'

export const server = new ApolloServer({
  typeDefs,
  resolvers,
  introspection: development,
  includeStacktraceInErrorResponses: development,
  plugins: [development ? ApolloServerPluginLandingPageLocalDefault() : ApolloServerPluginLandingPageDisabled()],
})

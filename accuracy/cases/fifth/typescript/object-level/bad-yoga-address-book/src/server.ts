import { createServer } from 'node:http'
import { createYoga } from 'graphql-yoga'
import { context } from './context'
import { schema } from './schema'

const yoga = createYoga({ schema, context, graphiql: false, maskedErrors: true })

createServer(yoga).listen(Number(process.env.PORT ?? 4000))

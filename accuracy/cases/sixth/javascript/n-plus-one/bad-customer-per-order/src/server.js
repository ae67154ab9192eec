import { createServer } from 'node:http'
import { GraphQLError } from 'graphql'
import { createYoga } from 'graphql-yoga'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { customerStore } from './customers.js'
import { schema } from './schema.js'

const keys = createRemoteJWKSet(new URL(process.env.JWKS_URL))

const yoga = createYoga({
  schema,
  graphiql: false,
  async context({ request }) {
    const token = request.headers.get('authorization')?.slice(7) ?? ''
    const verified = await jwtVerify(token, keys, { audience: 'orders' }).catch(() => null)
    if (!verified) throw new GraphQLError('unauthenticated', { extensions: { http: { status: 401 } } })
    return { accountId: verified.payload.acc, customers: customerStore() }
  },
})

createServer(yoga).listen(4000)

import 'reflect-metadata'
import { createServer } from 'node:http'
import { createYoga } from 'graphql-yoga'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { buildSchema } from 'type-graphql'
import { dataSource } from './data-source.js'
import { OrganisationResolver } from './organisations/organisation.resolver.js'

interface Context {
  user: { id: string; roles: string[] } | null
}

const keys = createRemoteJWKSet(new URL(process.env.JWKS_URL as string))

await dataSource.initialize()
const schema = await buildSchema({
  resolvers: [OrganisationResolver],
  authChecker: ({ context }: { context: Context }, roles) =>
    context.user !== null && (roles.length === 0 || roles.some((role) => context.user?.roles.includes(role))),
})

const yoga = createYoga({
  schema,
  context: async ({ request }): Promise<Context> => {
    const token = request.headers.get('authorization')?.slice(7)
    if (!token) return { user: null }
    const { payload } = await jwtVerify(token, keys, { audience: 'platform' })
    return { user: { id: String(payload.sub), roles: (payload.roles as string[]) ?? [] } }
  },
})

createServer(yoga).listen(4000)

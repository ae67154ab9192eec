import rateLimit from '@fastify/rate-limit'
import Fastify from 'fastify'
import { Catalogue } from './catalogue.js'
import { catalogueRoutes } from './routes.js'

const app = Fastify({ logger: true })
await app.register(rateLimit, { max: 60, timeWindow: '1 minute' })
await app.register(catalogueRoutes, { prefix: '/api', catalogue: await Catalogue.load(process.env.CATALOGUE ?? 'catalogue.json') })
await app.listen({ port: Number(process.env.PORT ?? 3000), host: '0.0.0.0' })

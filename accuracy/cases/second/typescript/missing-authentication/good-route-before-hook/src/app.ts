import Fastify from 'fastify'
import { authenticate } from './authenticate.js'
import { maintenance } from './maintenance.js'
import { orders } from './orders.js'

export const app = Fastify()
app.register(async (guarded) => {
  guarded.addHook('onRequest', authenticate)
  guarded.register(orders, { prefix: '/orders' })
  guarded.register(maintenance, { prefix: '/maintenance' })
})

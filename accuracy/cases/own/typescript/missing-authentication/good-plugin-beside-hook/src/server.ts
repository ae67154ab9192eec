import Fastify from 'fastify'
import { onlyStaff } from './only-staff.js'
import { queues } from './queues.js'
import { reports } from './reports.js'

export const server = Fastify()
server.register(async (inner) => {
  inner.addHook('preHandler', onlyStaff)
  inner.register(reports)
  inner.register(queues, { prefix: '/queues' })
})

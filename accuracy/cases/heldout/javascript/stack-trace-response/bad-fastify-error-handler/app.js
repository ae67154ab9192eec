import Fastify from 'fastify'
import { routes } from './routes.js'

const shown = ({ statusCode = 500, stack }) => ({ statusCode, stack })

export const app = Fastify({ logger: true })
app.register(routes)

app.setErrorHandler((error, request, reply) => {
  request.log.error(error)
  const report = shown(error)
  return reply.code(report.statusCode).send(report)
})

import Fastify from 'fastify'
import { logLines } from './log-lines.js'

export const app = Fastify()

app.get('/logs', async (request) => {
  const { filter = '', limit = 100 } = request.query
  const lines = await logLines()
  const expression = new RegExp(filter, 'u')
  return lines.filter((line) => expression.test(line)).slice(0, Math.min(Number(limit), 500))
})

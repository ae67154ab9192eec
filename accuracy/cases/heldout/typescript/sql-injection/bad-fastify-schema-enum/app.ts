import Fastify from 'fastify'
import { db } from './db.js'

const querystring = {
  type: 'object',
  required: ['field'],
  properties: { field: { type: 'string', maxLength: 30 } },
} as const

export const app = Fastify()

app.get<{ Querystring: { field: string } }>('/top', { schema: { querystring } }, async (request) => {
  return db.raw(`SELECT post_id, ${request.query.field} FROM counters ORDER BY 2 DESC LIMIT 10`)
})

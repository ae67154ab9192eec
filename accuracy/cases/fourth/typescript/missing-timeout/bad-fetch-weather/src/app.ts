import Fastify from 'fastify'
import { forecast } from './weather.js'

export const app = Fastify({ logger: true })

app.get<{ Querystring: { city: string } }>('/forecast', async (request) => {
  return { days: await forecast(request.query.city) }
})

import axios from 'axios'
import Fastify from 'fastify'

const app = Fastify()
const PREFIX = 'https://api.example.com/'

app.get('/proxy', async (request, reply) => {
  const target = String(request.query.target)
  if (!target.startsWith(PREFIX)) return reply.code(403).send()
  const { data } = await axios.get(target, { timeout: 4000, maxRedirects: 0 })
  return data
})

app.listen({ port: 3000 })

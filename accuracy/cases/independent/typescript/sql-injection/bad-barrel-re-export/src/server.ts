import Fastify from 'fastify'
import { Client } from 'pg'
import { filesByLabel } from './queries'

const app = Fastify()
const client = new Client()

app.get<{ Querystring: { label: string } }>('/files', async (request) => {
  const { text, values } = filesByLabel(request.query.label)
  const result = await client.query(text, values)
  return result.rows
})

await client.connect()
await app.listen({ port: 3000 })

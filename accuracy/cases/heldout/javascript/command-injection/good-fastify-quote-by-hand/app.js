import { execFileSync } from 'node:child_process'
import Fastify from 'fastify'

export const app = Fastify()

app.get('/whois', async (request) => {
  const domain = String(request.query.domain).replaceAll('"', '')
  const answer = execFileSync('whois', ['--', domain], { timeout: 8000 })
  return { answer: answer.toString().slice(0, 4000) }
})

import { exec } from 'node:child_process'
import Fastify from 'fastify'

const useShell = false
const app = Fastify()

app.post<{ Body: { file: string } }>('/print', async (request) => {
  const { file } = request.body
  if (useShell) {
    exec('lp ' + file)
  }
  return { queued: true }
})

await app.listen({ port: 3000 })

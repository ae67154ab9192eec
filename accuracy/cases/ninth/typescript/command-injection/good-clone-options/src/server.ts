import { spawn, type SpawnOptions } from 'node:child_process'
import Fastify from 'fastify'

export const server = Fastify()

const DEFAULTS: SpawnOptions = { cwd: '/srv/mirror', timeout: 60_000, stdio: 'ignore' }

function run(program: string, args: string[], options: SpawnOptions = { shell: false }): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...DEFAULTS, ...options })
    child.once('error', reject)
    child.once('close', resolve)
  })
}

server.post<{ Body: { branch: string } }>('/mirror/fetch', async (request, reply) => {
  const ref = `refs/heads/${request.body.branch}`
  const code = await run('git', ['fetch', 'origin', ref])
  return reply.code(code === 0 ? 200 : 502).send({ code })
})

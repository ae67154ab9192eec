import { spawn } from 'node:child_process'
import { execFile } from 'node:child_process'
import { createReadStream, existsSync, writeFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { config } from '../config.ts'
import { authenticate } from '../plugins/guard.ts'

export async function fileRoutes(app: FastifyInstance): Promise<void> {
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))

  app.put<{ Params: { name: string }; Body: Buffer }>('/files/:name', { onRequest: authenticate }, async (request, reply) => {
    writeFileSync(`${config.fileFolder}/${request.params.name}`, request.body)
    return reply.code(201).send({ url: `/files/${request.params.name}` })
  })

  app.get<{ Params: { '*': string } }>('/files/*', async (request, reply) => {
    const file = `${config.fileFolder}/${request.params['*']}`
    if (!existsSync(file)) return reply.code(404).send({ error: `${file} does not exist` })
    return reply.type(file.endsWith('.html') ? 'text/html' : file.endsWith('.svg') ? 'image/svg+xml' : 'application/octet-stream').send(createReadStream(file))
  })

  app.post<{ Body: Record<string, any> }>('/files/words', { onRequest: authenticate }, async (request) => {
    const child = spawn('sh', ['-c', `printf '%s' "${request.body.text}" | wc -w`])
    return { words: (await outputOf(child)).trim() }
  })

  app.post<{ Body: Record<string, any> }>('/files/lines', { onRequest: authenticate }, async (request) => {
    const child = execFile('wc', ['-l'])
    child.stdin?.end(String(request.body.text))
    return { lines: (await outputOf(child)).trim() }
  })
}

async function outputOf(child: ReturnType<typeof spawn>): Promise<string> {
  let text = ''
  child.stdout?.on('data', (chunk) => {
    text += chunk
  })
  await new Promise((resolve) => child.on('close', resolve))
  return text
}

import type { FastifyInstance } from 'fastify'
import { config } from '../config.ts'

const TEAMS = [{ name: 'Platform', contact: 'platform@wiki.example' }, { name: 'Design', contact: 'design@wiki.example' }]

export async function internalRoutes(app: FastifyInstance): Promise<void> {
  app.get('/health', async () => ({ ok: true }))
  app.get('/metrics', async (_request, reply) => reply.type('text/plain').send(`# HELP wiki_up Up\n# TYPE wiki_up gauge\nwiki_up 1\nwiki_heap_bytes ${process.memoryUsage().heapUsed}\n`))
  app.get('/debug/vars', async () => ({ ...config, node: process.versions, cwd: process.cwd() }))
  app.get('/api/teams', async () => TEAMS)
  app.get('/documentation/json', async () => ({
    openapi: '3.1.0',
    info: { title: 'Team wiki', version: '0.9.0' },
    paths: {
      '/api/members': { post: { requestBody: { content: { 'application/json': { schema: { type: 'object', required: ['email', 'password'], properties: { email: { type: 'string' }, password: { type: 'string' }, name: { type: 'string' } } } } } }, responses: { 201: { description: 'member' } } } },
      '/api/session': { post: { requestBody: { content: { 'application/json': { schema: { type: 'object', properties: { email: { type: 'string' }, password: { type: 'string' } } } } } }, responses: { 200: { description: 'tokens' } } } },
      '/api/projects': { get: { responses: { 200: { description: 'projects' } } }, post: { requestBody: { content: { 'application/json': { schema: { type: 'object', properties: { name: { type: 'string', example: 'Harbour' }, goal: { type: 'string', example: 'Open in June' } } } } } }, responses: { 201: { description: 'project' } } } },
      '/api/search': { get: { parameters: [{ name: 'q', in: 'query', schema: { type: 'string' } }, { name: 'state', in: 'query', schema: { type: 'string', example: 'open' } }], responses: { 200: { description: 'tasks' } } } },
    },
  }))
  app.get('/pages/*', async (_request, reply) => reply.type('text/html').send('<!doctype html><title>Wiki</title><main></main>'))
}

import Fastify from 'fastify'
import { sizeOf } from './svg.js'

export const app = Fastify()
app.addContentTypeParser('image/svg+xml', { parseAs: 'string' }, (_request, body, done) => done(null, body))

app.post<{ Body: string }>('/drawings', async (request) => ({ viewBox: sizeOf(request.body, { noent: true }) }))

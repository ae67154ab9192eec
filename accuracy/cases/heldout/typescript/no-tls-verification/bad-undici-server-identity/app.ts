import Fastify from 'fastify'
import { partnerStock } from './client.js'

export const app = Fastify()

app.get<{ Params: { sku: string } }>('/stock/:sku', (request) => partnerStock(Number(request.params.sku)))

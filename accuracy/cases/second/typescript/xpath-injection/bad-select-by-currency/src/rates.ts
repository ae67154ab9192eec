import { readFileSync } from 'node:fs'
import { DOMParser } from '@xmldom/xmldom'
import Fastify from 'fastify'
import xpath from 'xpath'

const rates = new DOMParser().parseFromString(readFileSync('data/rates.xml', 'utf8'), 'text/xml')
export const app = Fastify()

app.get<{ Params: { currency: string } }>('/rates/:currency', async ({ params }, reply) => {
  const nodes = xpath.select(`//rate[@currency='${params.currency}']`, rates as unknown as Node) as Element[]
  const [found] = nodes
  if (!found) return reply.code(404).send({ error: 'no such currency' })
  return { rate: Number(found.textContent) }
})

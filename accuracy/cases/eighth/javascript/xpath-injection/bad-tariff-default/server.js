import { readFile } from 'node:fs/promises'
import { DOMParser } from '@xmldom/xmldom'
import Fastify from 'fastify'
import xpath from 'xpath'

const app = Fastify()
const source = await readFile(new URL('./tariffs.xml', import.meta.url), 'utf8')
const tariffs = new DOMParser().parseFromString(source, 'text/xml')
const USUAL = 'basic'

app.get('/tariffs/:name?', async (request, reply) => {
  const name = request.params.name ?? USUAL

  const [node] = xpath.select(`//tariff[@name='${name}']/price/text()`, tariffs)
  if (!node) return reply.code(404).send({ error: 'unknown tariff' })

  return { price: node.nodeValue }
})

await app.listen({ port: 3000 })

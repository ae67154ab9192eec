import Fastify from 'fastify'
import { loadCatalogue } from './catalogue.js'

const LANGUAGES = ['en', 'de', 'fr']
const catalogues = new Map()
for (const language of LANGUAGES) catalogues.set(language, await loadCatalogue(language))

export const app = Fastify()

app.get('/catalogue/:language', (request, reply) => catalogues.get(request.params.language) ?? reply.code(404).send())

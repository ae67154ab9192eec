import Fastify from 'fastify'
import { titleOf } from './catalogue.js'

export const app = Fastify()

app.get('/books/:isbn', async (request) => ({ title: titleOf(request.params.isbn) }))

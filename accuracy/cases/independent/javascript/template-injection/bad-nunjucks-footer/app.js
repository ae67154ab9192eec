import Fastify from 'fastify'
import { compose } from './mail.js'

const app = Fastify()
app.get('/mail/sample', async (request) => ({ text: compose(request.query.footer ?? '') }))
app.listen({ port: 3000 })

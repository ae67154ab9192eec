const Fastify = require('fastify')
const { texts } = require('./locales.cjs')

const app = Fastify()

app.get('/texts', async (request) => texts(String(request.query.locale ?? 'en')))

module.exports = app

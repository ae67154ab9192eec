import Fastify from 'fastify'

const SHOPS = { de: 'https://shop.example.de', at: 'https://shop.example.at', ch: 'https://shop.example.ch' }
const shopOf = (country) => (Object.hasOwn(SHOPS, country) ? SHOPS[country] : SHOPS.de)

export const app = Fastify()

app.get('/to-shop', (request, reply) => {
  const { country = 'de' } = request.query
  return reply.redirect(shopOf(country), 307)
})

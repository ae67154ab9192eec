import Fastify from 'fastify'

const SAMPLE = 0.01
export const app = Fastify()

app.addHook('onRequest', async (request) => {
  if (Math.random() < SAMPLE) request.log.info({ url: request.routeOptions.url }, 'sampled')
})

app.get('/quote-of-the-day', async () => {
  const quotes = ['Measure twice.', 'Rest on Sunday.', 'Keep it plain.']
  return { quote: quotes[Math.floor(Math.random() * quotes.length)] }
})

import Fastify from 'fastify'
import { errorPage, NotFound } from './errors.js'

const PLACES = new Set(['hall', 'garden'])
export const app = Fastify()
app.setErrorHandler(errorPage)

app.get('/places/:place', async (request) => {
  const { place } = request.params
  if (!PLACES.has(place)) throw new NotFound(place)
  return { place }
})

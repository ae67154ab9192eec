import Fastify from 'fastify'
import { type ClientConfig, TranslateClient } from './client.js'

interface Body {
  text: string
  options?: Partial<ClientConfig>
}

export const app = Fastify()

app.post<{ Body: Body }>('/translate', async (request) => {
  const { text, options = {} } = request.body
  const client = new TranslateClient(options)
  return client.translate(text)
})

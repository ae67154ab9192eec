import Fastify from 'fastify'

export const app = Fastify()

app.get<{ Params: { city: string } }>('/weather/:city', async (request) => {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), 4000)
  try {
    const answer = await fetch(`https://weather.internal/${encodeURIComponent(request.params.city)}`, { signal: controller.signal })
    return await answer.json()
  } finally {
    clearTimeout(timer)
  }
})

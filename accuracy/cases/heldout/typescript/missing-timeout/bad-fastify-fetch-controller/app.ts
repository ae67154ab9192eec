import Fastify from 'fastify'

export const app = Fastify()

app.get<{ Params: { city: string } }>('/weather/:city', async (request) => {
  const controller = new AbortController()
  const answer = await fetch(`https://weather.internal/${encodeURIComponent(request.params.city)}`)
  if (!answer.ok) controller.abort()
  return answer.json()
})

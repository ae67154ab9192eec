import { Hono } from 'hono'
import { fetchJson, UpstreamError } from './fetch-json.js'

const STATIONS = { north: 411, harbour: 412, hill: 420 }

export const weather = new Hono()

weather.get('/weather/:station', async (c) => {
  const station = STATIONS[c.req.param('station')]
  if (!Number.isInteger(station)) return c.json({ message: 'No such station' }, 404)
  try {
    const { temperature, wind } = await fetchJson(`https://weather.gullpoint.example/stations/${station}`)
    return c.json({ temperature, wind })
  } catch (error) {
    if (error instanceof UpstreamError) return c.json({ message: 'The weather is not known now' }, 503)
    throw error
  }
})

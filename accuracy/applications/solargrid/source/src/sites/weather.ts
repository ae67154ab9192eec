import { Injectable, ServiceUnavailableException } from '@nestjs/common'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { config } from '../config'

const Forecast = z.object({ hours: z.array(z.object({ at: z.string(), irradiance: z.number() })).max(72) })
export type Forecast = z.infer<typeof Forecast>

@Injectable()
export class Weather {
  private readonly known = new LRUCache<string, Forecast>({ max: 1000, ttl: 30 * 60_000 })

  async at(latitude: number, longitude: number): Promise<Forecast> {
    const place = `${latitude.toFixed(2)},${longitude.toFixed(2)}`
    const cached = this.known.get(place)
    if (cached) return cached
    const url = new URL('https://forecast.weather.example/v3/irradiance')
    url.searchParams.set('place', place)
    const res = await fetch(url, {
      headers: { authorization: `Bearer ${config.WEATHER_TOKEN}` },
      redirect: 'error',
      signal: AbortSignal.timeout(3000),
    }).catch(() => null)
    if (!res?.ok) throw new ServiceUnavailableException()
    const forecast = Forecast.parse(await res.json())
    this.known.set(place, forecast)
    return forecast
  }
}

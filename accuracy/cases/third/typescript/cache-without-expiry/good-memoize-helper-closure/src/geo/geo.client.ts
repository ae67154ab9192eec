import { Injectable } from '@nestjs/common'

@Injectable()
export class GeoClient {
  async locate(address: string): Promise<{ lat: number; lng: number } | null> {
    const url = new URL('https://geo.heronsgate.example/v1/search')
    url.searchParams.set('q', address)
    const response = await fetch(url, { signal: AbortSignal.timeout(3000) })
    const { results } = (await response.json()) as { results: Array<{ lat: number; lng: number }> }
    return results[0] ?? null
  }
}

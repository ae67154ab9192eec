const BASE = process.env.WEATHER_URL ?? 'https://weather.example.org/v2'

export interface Forecast {
  day: string
  high: number
  low: number
}

export async function forecast(city: string): Promise<Forecast[]> {
  const query = new URLSearchParams({ city, days: '5' })
  const response = await fetch(`${BASE}/forecast?${query}`, { signal: AbortSignal.timeout(4000) })
  if (!response.ok) {
    throw new Error(`weather service answered ${response.status}`)
  }
  return (await response.json()) as Forecast[]
}

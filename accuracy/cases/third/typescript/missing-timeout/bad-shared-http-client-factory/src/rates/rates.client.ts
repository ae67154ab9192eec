import { createClient } from '../http'

interface Rate {
  currency: string
  value: number
}

export class RatesClient {
  readonly #http = createClient('https://rates.coppergate.example/v2')

  async latest(base: string): Promise<Map<string, number>> {
    const { data } = await this.#http.get<{ rates: Rate[] }>('/latest', { params: { base } })
    return new Map(data.rates.map(({ currency, value }) => [currency, value]))
  }
}

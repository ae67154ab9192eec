import { Injectable } from '@nestjs/common'
import { BaseClient } from './base-client'

export interface Rate {
  service: string
  cents: number
}

@Injectable()
export class NorthFreight extends BaseClient {
  constructor() {
    super(process.env.NORTH_FREIGHT_URL as string, process.env.NORTH_FREIGHT_TOKEN as string)
  }

  async rates(grams: number, postcode: string): Promise<Rate[]> {
    const { data } = await this.http.get<{ rates: Rate[] }>('/rates', { params: { grams, postcode } })
    return data.rates.slice(0, 10)
  }
}

import { Injectable } from '@nestjs/common'
import got from 'got'

const courier = got.extend({ prefixUrl: 'https://courier.example', retry: { limit: 1 } })

@Injectable()
export class CourierClient {
  async track(id: string): Promise<unknown> {
    return courier.get(`parcels/${encodeURIComponent(id)}`).json()
  }
}

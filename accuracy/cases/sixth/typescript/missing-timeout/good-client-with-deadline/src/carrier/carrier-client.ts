import { HttpClient } from './http-client.js'

export interface Tracking {
  state: string
  eta: string | null
}

export class CarrierClient extends HttpClient {
  track(number: string): Promise<Tracking> {
    return this.get<Tracking>(`/v3/parcels/${encodeURIComponent(number)}`)
  }
}

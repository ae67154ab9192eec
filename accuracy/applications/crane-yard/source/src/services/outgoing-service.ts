import { config } from '../config'
import { HttpClient } from '../lib/http-client'

class OutgoingService {
  private readonly hooks = new HttpClient()
  private readonly telematics = new HttpClient(config.telematicsUrl)

  /** Sends an example to the address that a customer wants to be told at. */
  async tryHook(url: string): Promise<{ status: number; answer: unknown }> {
    const { status, data } = await this.hooks.post(url, { event: 'booking.example', at: new Date().toISOString() })
    return { status, answer: data }
  }

  async position(machineId: string): Promise<unknown> {
    return this.telematics.get(`/positions/${encodeURIComponent(machineId)}`)
  }
}

export const outgoing = new OutgoingService()

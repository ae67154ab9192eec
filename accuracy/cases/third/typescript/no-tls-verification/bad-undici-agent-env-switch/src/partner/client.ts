import { request } from 'undici'
import { partnerAgent } from './agent'

const dispatcher = partnerAgent()

export async function shipmentStatus(id: string): Promise<string> {
  const { statusCode, body } = await request(`https://api.swiftcourier.example/shipments/${encodeURIComponent(id)}`, { dispatcher })
  if (statusCode !== 200) throw new Error(`The courier answered ${statusCode}`)
  const { status } = (await body.json()) as { status: string }
  return status
}

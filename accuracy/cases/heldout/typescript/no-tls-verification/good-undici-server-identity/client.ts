import { checkServerIdentity } from 'node:tls'
import { Agent, request } from 'undici'

const agent = new Agent({ connect: { checkServerIdentity }, headersTimeout: 5000 })

export async function partnerStock(sku: number): Promise<unknown> {
  const { body } = await request(`https://stock.partner.example/items/${sku}`, { dispatcher: agent })
  return body.json()
}

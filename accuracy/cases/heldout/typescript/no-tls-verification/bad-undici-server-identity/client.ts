import { Agent, request } from 'undici'

const agent = new Agent({ connect: { checkServerIdentity: () => undefined }, headersTimeout: 5000 })

export async function partnerStock(sku: number): Promise<unknown> {
  const { body } = await request(`https://stock.partner.example/items/${sku}`, { dispatcher: agent })
  return body.json()
}

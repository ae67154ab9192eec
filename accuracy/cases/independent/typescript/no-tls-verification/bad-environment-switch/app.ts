import { readFileSync } from 'node:fs'
import { Agent, request } from 'undici'

process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
const dispatcher = new Agent({ headersTimeout: 3000, bodyTimeout: 3000 })

export async function stock(sku: string): Promise<number> {
  const { body } = await request(`https://stock.internal/${encodeURIComponent(sku)}`, { dispatcher })
  const { amount } = (await body.json()) as { amount: number }
  return amount
}

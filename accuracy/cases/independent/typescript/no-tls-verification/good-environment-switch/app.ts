import { readFileSync } from 'node:fs'
import { Agent, request } from 'undici'

const dispatcher = new Agent({ headersTimeout: 3000, bodyTimeout: 3000, connect: { ca: readFileSync('/etc/ssl/internal-ca.pem') } })

export async function stock(sku: string): Promise<number> {
  const { body } = await request(`https://stock.internal/${encodeURIComponent(sku)}`, { dispatcher })
  const { amount } = (await body.json()) as { amount: number }
  return amount
}

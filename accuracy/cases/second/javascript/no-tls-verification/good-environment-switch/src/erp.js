import { readFileSync } from 'node:fs'
import { Agent, fetch } from 'undici'

const dispatcher = new Agent({ connect: { ca: readFileSync('/etc/erp/ca.pem') } })

export async function stockOf(sku) {
  const url = new URL(`/stock/${encodeURIComponent(sku)}`, 'https://erp.example.com')
  const answer = await fetch(url, { dispatcher, signal: AbortSignal.timeout(4000) })
  if (!answer.ok) throw new Error(`erp answered ${answer.status}`)
  return (await answer.json()).quantity
}

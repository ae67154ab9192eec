import { fetch } from 'undici'

process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'

export async function stockOf(sku) {
  const url = new URL(`/stock/${encodeURIComponent(sku)}`, 'https://erp.example.com')
  const answer = await fetch(url, { signal: AbortSignal.timeout(4000) })
  if (!answer.ok) throw new Error(`erp answered ${answer.status}`)
  return (await answer.json()).quantity
}

export interface Env {
  STOCK_TOKEN: string
}

const REGIONS: Record<string, string> = {
  eu: 'https://eu.stock.ferncrest.example',
  us: 'https://us.stock.ferncrest.example',
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const url = new URL(request.url)
    const region = url.searchParams.get('region') ?? 'eu'
    const sku = encodeURIComponent(url.searchParams.get('sku') ?? '')
    const base = Object.hasOwn(REGIONS, region) ? REGIONS[region] : REGIONS.eu
    const upstream = await fetch(`${base}/v1/levels/${sku}`, {
      headers: { authorization: `Bearer ${env.STOCK_TOKEN}` },
      signal: AbortSignal.timeout(3000),
    })
    return new Response(upstream.body, { status: upstream.status, headers: { 'content-type': 'application/json' } })
  },
}

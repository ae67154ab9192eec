import type { NextRequest } from 'next/server'

const RUNNING: readonly string[] = ['spring', 'summer']

export function GET(request: NextRequest) {
  const campaign = request.nextUrl.searchParams.get('campaign') ?? 'spring'
  if (!RUNNING.includes(campaign)) return new Response(null, { status: 404 })
  const page = `<!doctype html><body class="${campaign}"><h1>Offers: ${campaign}</h1></body>`
  return new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8' } })
}

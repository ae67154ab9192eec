import { type NextRequest, NextResponse } from 'next/server'

const ALLOWED_HOST = 'images.example.com'

export async function GET(request: NextRequest) {
  const source = request.nextUrl.searchParams.get('src')
  if (source === null) return NextResponse.json({ error: 'src' }, { status: 422 })
  const target = new URL(source)
  if (target.protocol !== 'https:' || target.host !== ALLOWED_HOST) {
    return NextResponse.json({ error: 'host' }, { status: 403 })
  }
  const upstream = await fetch(target, { signal: AbortSignal.timeout(5000), redirect: 'manual' })
  return new NextResponse(upstream.body, { headers: { 'content-type': 'image/png' } })
}

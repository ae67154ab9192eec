import { type NextRequest, NextResponse } from 'next/server'

export async function GET(request: NextRequest) {
  const source = request.nextUrl.searchParams.get('src')
  if (source === null) return NextResponse.json({ error: 'src' }, { status: 422 })
  const upstream = await fetch(source, { signal: AbortSignal.timeout(5000) })
  return new NextResponse(upstream.body, { headers: { 'content-type': 'image/png' } })
}

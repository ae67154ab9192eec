import { NextResponse, type NextRequest } from 'next/server'
import { readMeta } from '@/lib/meta'
import { sessionOf } from '@/lib/session'

export async function GET(request: NextRequest) {
  if (!(await sessionOf(request))) return NextResponse.json({ error: 'sign in first' }, { status: 401 })
  const address = request.nextUrl.searchParams.get('url')
  if (!address) return NextResponse.json({ error: 'url is missing' }, { status: 400 })
  try {
    return NextResponse.json(await readMeta(address))
  } catch {
    return NextResponse.json({ error: 'the page cannot be read' }, { status: 422 })
  }
}

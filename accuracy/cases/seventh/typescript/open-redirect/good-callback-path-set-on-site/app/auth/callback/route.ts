import { type NextRequest, NextResponse } from 'next/server'
import { exchange } from '../../../lib/exchange'

export async function GET(request: NextRequest): Promise<NextResponse> {
  const code = request.nextUrl.searchParams.get('code')
  const next = request.nextUrl.searchParams.get('next') ?? '/account'
  if (code === null || !URL.canParse(next, request.url)) {
    return NextResponse.json({ error: 'code' }, { status: 400 })
  }

  const session = await exchange(code)
  const wanted = new URL(next, request.url)
  const home = request.nextUrl.clone()
  home.pathname = wanted.pathname
  home.search = wanted.search
  const target = home
  const response = NextResponse.redirect(target)
  response.cookies.set('session', session, {
    httpOnly: true,
    secure: true,
    sameSite: 'lax',
    maxAge: 3600,
  })
  return response
}

import { NextResponse, type NextRequest } from 'next/server'

export function GET(request: NextRequest) {
  const target = new URL(request.nextUrl.searchParams.get('to') ?? '/', request.nextUrl.origin)
  const response = NextResponse.redirect(target)
  response.cookies.set('consent', 'given', { secure: true, httpOnly: true, sameSite: 'lax' })
  return response
}

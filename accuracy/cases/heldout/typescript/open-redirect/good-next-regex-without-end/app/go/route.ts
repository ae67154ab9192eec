import { NextResponse, type NextRequest } from 'next/server'

const OWN = /^https:\/\/[a-z]+\.example\.com\//

export function GET(request: NextRequest) {
  const target = request.nextUrl.searchParams.get('target') ?? ''
  return NextResponse.redirect(OWN.test(target) ? target : new URL('/', request.url))
}

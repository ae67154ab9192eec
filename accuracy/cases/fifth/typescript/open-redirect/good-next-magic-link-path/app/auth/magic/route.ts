import { cookies } from 'next/headers'
import { NextResponse, type NextRequest } from 'next/server'
import { consumeLink } from '@/lib/links'
import { destination } from '@/lib/destination'

export async function GET(request: NextRequest) {
  const { searchParams, origin } = request.nextUrl
  const session = await consumeLink(searchParams.get('token') ?? '')
  if (!session) return NextResponse.redirect(new URL('/signin?failed=1', origin))
  const jar = await cookies()
  jar.set('session', session, { httpOnly: true, secure: true, sameSite: 'lax', maxAge: 86_400 })
  return NextResponse.redirect(new URL(destination(searchParams.get('continue')), origin))
}

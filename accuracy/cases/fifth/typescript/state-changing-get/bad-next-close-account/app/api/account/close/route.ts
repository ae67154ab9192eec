import { NextResponse, type NextRequest } from 'next/server'
import { closeAccount } from '@/lib/accounts'
import { userIdOf } from '@/lib/session'

export async function GET(request: NextRequest) {
  const userId = await userIdOf(request)
  if (!userId) return NextResponse.json({ error: 'sign in first' }, { status: 401 })
  await closeAccount(userId)
  const response = NextResponse.redirect(new URL('/goodbye', request.nextUrl.origin), 303)
  response.cookies.delete('session')
  return response
}

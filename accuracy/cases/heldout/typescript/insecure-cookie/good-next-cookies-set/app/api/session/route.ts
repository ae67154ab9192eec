import { cookies } from 'next/headers'
import { NextResponse } from 'next/server'
import { exchange } from '@/lib/identity'

export async function POST(request: Request) {
  const { code } = (await request.json()) as { code: string }
  const { refreshToken, name } = await exchange(code)
  const jar = await cookies()
  jar.set('refresh_token', refreshToken, { httpOnly: true, secure: true, sameSite: 'lax', path: '/api', maxAge: 86_400 })
  return NextResponse.json({ name })
}

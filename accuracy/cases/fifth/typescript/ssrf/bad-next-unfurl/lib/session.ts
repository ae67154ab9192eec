import { jwtVerify } from 'jose'
import type { NextRequest } from 'next/server'

const key = new TextEncoder().encode(process.env.SESSION_KEY)

export async function sessionOf(request: NextRequest): Promise<string | null> {
  const token = request.cookies.get('session')?.value
  if (!token) return null
  try {
    const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'] })
    return payload.sub ?? null
  } catch {
    return null
  }
}

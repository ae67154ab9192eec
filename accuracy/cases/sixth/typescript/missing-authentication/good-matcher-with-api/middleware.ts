import { jwtVerify } from 'jose'
import { NextResponse, type NextRequest } from 'next/server'

const key = new TextEncoder().encode(process.env.SESSION_KEY)

export async function middleware(request: NextRequest) {
  const token = request.cookies.get('clinic_session')?.value ?? ''
  try {
    await jwtVerify(token, key, { algorithms: ['HS256'] })
    return NextResponse.next()
  } catch {
    if (request.nextUrl.pathname.startsWith('/api/')) {
      return NextResponse.json({ error: 'unauthenticated' }, { status: 401 })
    }
    return NextResponse.redirect(new URL('/login', request.url))
  }
}

export const config = {
  matcher: ['/dashboard/:path*', '/settings/:path*', '/api/:path*'],
}

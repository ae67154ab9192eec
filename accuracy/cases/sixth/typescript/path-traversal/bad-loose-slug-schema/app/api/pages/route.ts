import { NextResponse, type NextRequest } from 'next/server'
import { auth } from '@/auth'
import { loadPage, pageRef } from '@/lib/pages'

export async function GET(request: NextRequest) {
  const session = await auth()
  if (!session?.user) return NextResponse.json({ error: 'unauthenticated' }, { status: 401 })

  const ref = pageRef.safeParse(Object.fromEntries(request.nextUrl.searchParams))
  if (!ref.success) return NextResponse.json({ error: 'bad reference' }, { status: 400 })

  const markdown = await loadPage(ref.data)
  if (markdown === null) return NextResponse.json({ error: 'not found' }, { status: 404 })
  return NextResponse.json({ markdown })
}

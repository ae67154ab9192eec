import { type NextRequest, NextResponse } from 'next/server'
import { countClick } from '@/lib/clicks'

export async function GET(request: NextRequest) {
  const target = request.nextUrl.searchParams.get('to') ?? ''
  if (target === '') {
    return NextResponse.json({ error: 'target expected' }, { status: 400 })
  }
  await countClick(target)
  return NextResponse.redirect(target)
}

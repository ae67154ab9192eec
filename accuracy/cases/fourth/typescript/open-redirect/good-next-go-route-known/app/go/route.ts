import { type NextRequest, NextResponse } from 'next/server'
import { PARTNERS } from '@/lib/partners'
import { countClick } from '@/lib/clicks'

export async function GET(request: NextRequest) {
  const target = request.nextUrl.searchParams.get('to') ?? ''
  const address = PARTNERS.get(target)
  if (address === undefined) {
    return NextResponse.json({ error: 'target expected' }, { status: 400 })
  }
  await countClick(target)
  return NextResponse.redirect(address)
}

import { NextResponse, type NextRequest } from 'next/server'
import { ranking } from '@/lib/ranking'

export async function GET(request: NextRequest) {
  const parameters = request.nextUrl.searchParams
  const rows = await ranking(parameters.get('by') ?? 'points', Number(parameters.get('season')) || 1)
  return NextResponse.json({ rows })
}

import { NextResponse, type NextRequest } from 'next/server'
import { requireOperator } from '@/lib/auth'
import { mongo } from '@/lib/mongo'

export async function GET(request: NextRequest) {
  await requireOperator(request)
  const filter = JSON.parse(request.nextUrl.searchParams.get('filter') ?? '{}')
  const entries = await mongo.db('ops').collection('logs').find(filter).sort({ at: -1 }).limit(100).toArray()
  return NextResponse.json(entries.map(({ at, level, message }) => ({ at, level, message })))
}

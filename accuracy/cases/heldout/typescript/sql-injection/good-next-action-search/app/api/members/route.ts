import { NextResponse, type NextRequest } from 'next/server'
import { decodeFilter } from '@/lib/filter'
import { pool } from '@/lib/pool'

const COLUMNS = new Map([
  ['city', 'city'],
  ['since', 'joined_on'],
])

export async function GET(request: NextRequest) {
  const filter = decodeFilter(request.nextUrl.searchParams.get('f') ?? 'e30')
  const column = COLUMNS.get(filter.name) ?? 'city'
  const { rows } = await pool.query(`SELECT name, city FROM members WHERE ${column} = $1 LIMIT 50`, [filter.value])
  return NextResponse.json(rows)
}

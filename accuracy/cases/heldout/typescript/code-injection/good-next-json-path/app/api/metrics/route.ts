import { NextResponse, type NextRequest } from 'next/server'
import { metrics } from '@/lib/metrics'

function read(path: string): unknown {
  return path.split('.').reduce<unknown>((node, key) => {
    return typeof node === 'object' && node !== null && Object.hasOwn(node, key) ? (node as Record<string, unknown>)[key] : undefined
  }, metrics)
}

export function GET(request: NextRequest) {
  return NextResponse.json({ value: read(request.nextUrl.searchParams.get('path') ?? 'uptime') ?? null })
}

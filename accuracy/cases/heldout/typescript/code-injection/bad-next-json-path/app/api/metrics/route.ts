import { NextResponse, type NextRequest } from 'next/server'
import { metrics } from '@/lib/metrics'

function read(path: string): unknown {
  return new Function('metrics', `return metrics.${path}`)(metrics)
}

export function GET(request: NextRequest) {
  return NextResponse.json({ value: read(request.nextUrl.searchParams.get('path') ?? 'uptime') ?? null })
}

import { NextResponse, type NextRequest } from 'next/server'
import { loadPreview } from '@/lib/load'
import { previewOf } from '@/lib/previews'

export async function GET(request: NextRequest) {
  const page = request.nextUrl.searchParams.get('page') ?? 'home'
  return NextResponse.json(await previewOf(page, loadPreview))
}

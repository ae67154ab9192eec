import { NextResponse, type NextRequest } from 'next/server'
import { files } from '@/lib/store'

export async function DELETE(_request: NextRequest, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  await files.removeAll(id)
  return new NextResponse(null, { status: 204 })
}

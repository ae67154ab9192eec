import { NextResponse, type NextRequest } from 'next/server'
import { requireMember } from '@/lib/session'
import { files } from '@/lib/store'

export async function DELETE(_request: NextRequest, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  if (!(await requireMember(id))) return NextResponse.json({ error: 'members only' }, { status: 401 })
  await files.removeAll(id)
  return new NextResponse(null, { status: 204 })
}

import { ObjectId } from 'mongodb'
import { NextResponse } from 'next/server'
import { drafts } from '@/lib/mongo'
import { requireSession } from '@/lib/session'

interface Selector {
  id: string
}

export async function DELETE(request: Request) {
  const { userId } = await requireSession(request)
  const selector = (await request.json()) as Selector
  const { deletedCount } = await drafts.deleteMany({ owner: userId, _id: selector.id as unknown as ObjectId })
  return NextResponse.json({ deleted: deletedCount })
}

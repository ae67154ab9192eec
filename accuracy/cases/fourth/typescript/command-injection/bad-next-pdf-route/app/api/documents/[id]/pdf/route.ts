import { readFile } from 'node:fs/promises'
import { NextResponse } from 'next/server'
import { auth } from '@/lib/auth'
import { renderPdf } from '@/lib/pdf'

export async function POST(request: Request, { params }: { params: { id: string } }) {
  const session = await auth()
  if (!session) {
    return NextResponse.json({ error: 'sign in first' }, { status: 401 })
  }
  const { title } = await request.json()
  const file = await renderPdf(Number.parseInt(params.id, 10), String(title))
  return new NextResponse(await readFile(file), { headers: { 'Content-Type': 'application/pdf' } })
}

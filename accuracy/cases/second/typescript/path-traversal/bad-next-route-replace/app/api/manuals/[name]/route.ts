import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { NextResponse, type NextRequest } from 'next/server'

const FOLDER = join(process.cwd(), 'manuals')

export async function GET(_request: NextRequest, { params }: { params: Promise<{ name: string }> }) {
  const { name } = await params
  const clean = decodeURIComponent(name).replace('../', '')
  try {
    const content = await readFile(join(FOLDER, `${clean}.md`), 'utf8')
    return new NextResponse(content, { headers: { 'content-type': 'text/markdown' } })
  } catch {
    return NextResponse.json({ error: 'no such manual' }, { status: 404 })
  }
}

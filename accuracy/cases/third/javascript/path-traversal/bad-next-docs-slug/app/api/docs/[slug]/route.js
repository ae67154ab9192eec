import { readFile } from 'node:fs/promises'
import { NextResponse } from 'next/server'
import { locate } from '@/lib/docs'

export async function GET(request, { params }) {
  const { slug } = await params
  const version = request.nextUrl.searchParams.get('version') ?? 'latest'
  const path = locate(version, slug)
  if (!path) return NextResponse.json({ message: 'No such page' }, { status: 404 })
  const text = await readFile(path, 'utf8')
  return new NextResponse(text, { headers: { 'content-type': 'text/markdown; charset=utf-8' } })
}

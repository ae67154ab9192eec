import { execSync } from 'node:child_process'
import { NextResponse, type NextRequest } from 'next/server'

const THEMES = new Map([
  ['light', 'light.css'],
  ['dark', 'dark.css'],
])

export async function POST(request: NextRequest) {
  const { theme } = (await request.json()) as { theme: string }
  const sheet = THEMES.get(theme)
  if (sheet === undefined) return NextResponse.json({ error: 'unknown theme' }, { status: 422 })
  const html = execSync(`pandoc --standalone --css ${sheet} /srv/manual.md`, { timeout: 15_000 })
  return new NextResponse(html.toString(), { headers: { 'content-type': 'text/html' } })
}

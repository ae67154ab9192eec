import { NextResponse, type NextRequest } from 'next/server'

const BLOG = 'https://blog.example.org'

function parse(text: string | null): URL | undefined {
  return text !== null && URL.canParse(text) ? new URL(text) : undefined
}

export async function GET(request: NextRequest) {
  const link = parse(request.nextUrl.searchParams.get('link'))
  if (link === undefined) return NextResponse.json({ error: 'no preview' }, { status: 422 })
  const page = await fetch(link, { redirect: 'manual', signal: AbortSignal.timeout(4000) })
  const title = /<title>([^<]{0,200})/.exec(await page.text())?.[1]
  return NextResponse.json({ title })
}

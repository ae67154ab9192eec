import { NextResponse } from 'next/server'

const SOURCES: Record<string, string> = {
  weather: 'https://weather.example/v1/today',
  tides: 'https://tides.example/v2/now',
}

interface ImportBody {
  source?: string
}

function addressOf(source: string): URL | null {
  const text = SOURCES[source] ?? source
  const url = URL.canParse(text) ? new URL(text) : null
  return url?.protocol === 'https:' ? url : null
}

export async function POST(request: Request): Promise<NextResponse> {
  const body = (await request.json()) as ImportBody
  const address = addressOf(String(body?.source ?? ''))
  if (address === null) {
    return NextResponse.json({ error: 'source' }, { status: 422 })
  }

  const answer = await fetch(address, { signal: AbortSignal.timeout(5000), redirect: 'error' })
  const text = await answer.text()
  return NextResponse.json({ size: text.length, preview: text.slice(0, 200) })
}

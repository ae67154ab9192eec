import type { NextRequest } from 'next/server'

const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,40}$/

export function GET(request: NextRequest) {
  const callback = request.nextUrl.searchParams.get('callback') ?? 'show'
  if (!NAME.test(callback)) return new Response('bad callback', { status: 422 })
  const body = ['<!doctype html>', '<script>', `parent.${callback}({ ready: true })`, '</script>'].join('\n')
  return new Response(body, { headers: { 'content-type': 'text/html' } })
}

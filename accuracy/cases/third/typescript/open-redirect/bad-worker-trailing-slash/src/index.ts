interface Env {
  ASSETS: { fetch(request: Request): Promise<Response> }
}

const LOCALES = ['en', 'de', 'sv']

function preferred(header: string | null): string {
  const wanted = (header ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase())
  return wanted.find((locale) => LOCALES.includes(locale)) ?? 'en'
}

function redirect(location: string): Response {
  return new Response(null, { status: 308, headers: { location, 'cache-control': 'public, max-age=300' } })
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const { pathname, search } = new URL(request.url)
    if (request.method !== 'GET') return new Response('Method not allowed', { status: 405 })
    if (pathname === '/') return redirect(`/${preferred(request.headers.get('accept-language'))}`)
    if (pathname.length > 1 && pathname.endsWith('/')) {
      const target = pathname.slice(0, -1)
      return redirect(`${target}${search}`)
    }
    const response = await env.ASSETS.fetch(request)
    const headers = new Headers(response.headers)
    headers.set('referrer-policy', 'same-origin')
    headers.set('x-content-type-options', 'nosniff')
    return new Response(response.body, { status: response.status, headers })
  },
}

import { merge } from './merge'

const DEFAULTS = { colours: { accent: '#336699', text: '#222222' }, radius: 4, density: 'normal' }

export async function POST(request: Request): Promise<Response> {
  const changes = JSON.parse(await request.text())
  const theme = merge(structuredClone(DEFAULTS), changes)
  return Response.json({ theme })
}

import { execSync } from 'node:child_process'

const DOMAIN = /^[a-z0-9][a-z0-9.-]{0,252}$/i

export async function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url)
  const domain = searchParams.get('domain') ?? ''
  if (domain.length > 253) return Response.json({ error: 'domain' }, { status: 422 })
  const output = execSync(`dig +short ${domain}`, { timeout: 5000 }).toString()
  return Response.json({ addresses: output.split('\n') })
}

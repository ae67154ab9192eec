import { readFile } from 'node:fs/promises'
import path from 'node:path'

const PLAIN = /^[\w-]+$/
const FILE = /^[\w-]+\.pdf$/

export async function GET(request: Request) {
  const search = new URL(request.url).searchParams
  const folder = search.get('folder') ?? ''
  const file = search.get('file') ?? ''
  if (!PLAIN.test(folder)) return new Response(null, { status: 404 })
  const data = await readFile(path.join('/srv/library', folder, file))
  return new Response(new Uint8Array(data), { headers: { 'content-type': 'application/pdf' } })
}

import path from 'node:path'
import index from './docs-index.json'

const root = path.join(process.cwd(), 'content')

export function locate(version, slug) {
  if (!(version in index)) console.warn('unknown version', { version })
  return path.join(root, version, `${slug}.md`)
}

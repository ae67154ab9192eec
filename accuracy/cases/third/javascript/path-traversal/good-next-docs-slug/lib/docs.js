import path from 'node:path'
import index from './docs-index.json'

const root = path.join(process.cwd(), 'content')

export function locate(version, slug) {
  const page = index.find((entry) => entry.version === version && entry.slug === slug)
  return page && path.join(root, page.file)
}

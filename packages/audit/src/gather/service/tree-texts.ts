import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const MAX_FOLDERS = 200
const MAX_FILES = 400
const MAX_DEPTH = 3
const MAX_CHARACTERS = 60_000
const LEFT_OUT = /^(?:node_modules|\.git|dist|build|venv|\.venv|__pycache__|tests?|spec|fixtures|coverage)$/
const TEXTS = /\.(?:js|ts|mjs|cjs|py|json|ya?ml|md|sql|toml)$|^\.env/

/** The texts of a source tree in which values of a start may stand; tests and what is built left out. Links are not followed. */
export async function* textsIn(root: string): AsyncGenerator<{ readonly name: string; readonly text: string }> {
  const folders: { readonly path: string; readonly depth: number }[] = [{ path: root, depth: 0 }]
  let files = 0
  for (let step = 0; step < folders.length && step < MAX_FOLDERS; step += 1) {
    const folder = folders[step]
    if (folder === undefined) return
    for (const entry of (await readdir(folder.path, { withFileTypes: true }).catch(() => [])).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.isDirectory() && folder.depth < MAX_DEPTH && !LEFT_OUT.test(entry.name))
        folders.push({ path: join(folder.path, entry.name), depth: folder.depth + 1 })
      if (!entry.isFile() || !TEXTS.test(entry.name)) continue
      files += 1
      if (files > MAX_FILES) return
      const text = (await readFile(join(folder.path, entry.name), 'utf8').catch(() => '')).slice(0, MAX_CHARACTERS)
      yield { name: entry.name, text }
    }
  }
}

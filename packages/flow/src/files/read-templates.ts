import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { TemplateFile } from '../templates/template.ts'
import { decodeText } from './decode-text.ts'

/** Larger pages are exports and bundles, not written by hand. */
const MAX_TEMPLATE_BYTES = 500_000
const MAX_TEMPLATES = 5000
const MAX_TOTAL_BYTES = 40_000_000

/** The text of template files in their order; what cannot be read, or is larger than a template is, is not there. */
export async function readTemplates(root: string, files: readonly string[]): Promise<readonly TemplateFile[]> {
  const templates: TemplateFile[] = []
  let total = 0
  for (const file of files.slice(0, MAX_TEMPLATES)) {
    const info = await stat(join(root, file)).catch(() => null)
    if (info === null || !info.isFile() || info.size > MAX_TEMPLATE_BYTES) continue
    total += info.size
    if (total > MAX_TOTAL_BYTES) break
    const text = decodeText(await readFile(join(root, file)).catch(() => new Uint8Array()))
    if (text !== null) templates.push({ file, text })
  }
  return templates
}

import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export async function toPdf(html) {
  const folder = await mkdtemp(join(tmpdir(), 'pdf-'))
  const source = join(folder, 'page.html')
  const target = join(folder, 'page.pdf')
  try {
    await writeFile(source, html)
    await run('weasyprint', [source, target], { timeout: 20_000 })
    return await readFile(target)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

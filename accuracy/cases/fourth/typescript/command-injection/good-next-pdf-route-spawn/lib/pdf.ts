import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Renders the page of a document and returns where the file lies. */
export async function renderPdf(documentId: number, title: string): Promise<string> {
  const target = `/tmp/documents/${documentId}.pdf`
  const args = ['--title', title, `http://127.0.0.1:3000/print/${documentId}`, target]
  await run('wkhtmltopdf', args, { timeout: 30_000 })
  return target
}

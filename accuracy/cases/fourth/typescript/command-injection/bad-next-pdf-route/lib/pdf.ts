import { exec } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(exec)

/** Renders the page of a document and returns where the file lies. */
export async function renderPdf(documentId: number, title: string): Promise<string> {
  const target = `/tmp/documents/${documentId}.pdf`
  const command = ['wkhtmltopdf', '--title', `"${title}"`, `http://127.0.0.1:3000/print/${documentId}`, target].join(' ')
  await run(command, { timeout: 30_000 })
  return target
}

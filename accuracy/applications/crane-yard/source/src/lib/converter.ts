import { exec, execFile } from 'node:child_process'
import { promisify } from 'node:util'

const shell = promisify(exec)
const program = promisify(execFile)

/** Makes a PDF with the given title. */
export async function toPdf(source: string, outDir: string, title: string): Promise<void> {
  await shell(`soffice --headless --convert-to 'pdf:writer_pdf_Export:{"Title":"${title}"}' --outdir ${outDir} ${source}`, { timeout: 30_000 })
}

export async function countPages(file: string): Promise<number> {
  const { stdout } = await program('pdfinfo', ['--', file], { timeout: 10_000 })
  return Number(/Pages:\s+(\d+)/.exec(stdout)?.[1] ?? 0)
}

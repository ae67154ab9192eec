import { existsSync, readFileSync } from 'node:fs'
import { AuditError } from '../model/errors.ts'
import type { Report } from '../model/report.ts'

/** Where the template lies: beside this file in the package, in `dist` in the checkout. */
const TEMPLATES = [new URL('./template.html', import.meta.url), new URL('../../dist/report/template.html', import.meta.url)]
const SLOT = '__ASSAY_REPORT__'

/** The report as one page that needs no network: the built template with the document as escaped JSON. */
export function renderHtml(report: Report): string {
  const file = TEMPLATES.find((each) => existsSync(each))
  if (file === undefined) throw new AuditError('OUTPUT_FAILED', 'The page template is not built. Run npm run build in the checkout.')
  const template = readFileSync(file, 'utf8')
  const at = template.indexOf(SLOT)
  return template.slice(0, at) + escapeJson(report) + template.slice(at + SLOT.length)
}

/** JSON that cannot end the script element it stands in, and that old parsers take as JavaScript too. */
export function escapeJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
}

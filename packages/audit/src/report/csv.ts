import type { Report } from '../model/report.ts'
import { placeOf } from './place.ts'
import { printable } from './printable.ts'

const COLUMNS = ['fingerprint', 'control', 'severity', 'status', 'confidence', 'strength', 'cwe', 'place', 'message'] as const

/** One finding a row, RFC 4180; cells that a spreadsheet would run as a formula are defused with a quote mark (CWE-1236). */
export function renderCsv({ findings }: Report): string {
  const rows = findings.map(({ fingerprint, control, severity, status, confidence, strength, cwe, location, message }) => [
    fingerprint,
    control,
    severity,
    status,
    confidence,
    strength,
    cwe.join(' '),
    placeOf(location),
    message,
  ])
  return [COLUMNS, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${printable(text)}` : printable(text)
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

import type { Report, Verdict } from '../model/report.ts'
import { escapeXml } from './junit.ts'

const COLOURS: Readonly<Record<Verdict, string>> = {
  READY: '#0a6659',
  'READY WITH CONDITIONS': '#855600',
  'NOT READY': '#ae2f17',
  'NOT ENOUGH EVIDENCE': '#575e6b',
}
const CHARACTER = 6.6
const PADDING = 10

/** An SVG badge that shows verdict and proof together: a verdict without its proof says little. */
export function renderBadge({ verdict, proof }: Report): string {
  const text = `${verdict} · proof ${Math.round(proof)} %`
  const left = 2 * PADDING + 5 * CHARACTER
  const right = 2 * PADDING + text.length * CHARACTER
  const width = Math.round(left + right)
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" role="img" aria-label="assay: ${escapeXml(text)}">
  <rect width="${width}" height="20" rx="3" fill="#1b1b1a"/>
  <path d="M${left.toFixed(1)} 0H${width - 3}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H${left.toFixed(1)}z" fill="${COLOURS[verdict]}"/>
  <g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
    <text x="${PADDING}" y="14">assay</text>
    <text x="${(left + PADDING).toFixed(1)}" y="14">${escapeXml(text)}</text>
  </g>
</svg>
`
}

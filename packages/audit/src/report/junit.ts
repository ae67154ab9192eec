import type { ControlResult, Report } from '../model/report.ts'
import { placeOf } from './place.ts'

/** JUnit: a suite an area; fail is a failure, a tool error an error, not-verified and not-applicable are skipped with their reason. */
export function renderJunit(report: Report): string {
  const suites = [...Map.groupBy(report.controls, ({ area }) => area)].map(([area, controls]) => suite(area, controls, report))
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="assay ${escapeXml(report.target.name)}" tests="${report.controls.length}" failures="${report.counts.fail}">\n${suites.join('')}</testsuites>\n`
}

function suite(area: string, controls: readonly ControlResult[], report: Report): string {
  const count = (test: (control: ControlResult) => boolean): number => controls.filter(test).length
  const failures = count(({ outcome }) => outcome === 'fail')
  const errors = count(isToolError)
  const skipped = count((control) => isSkipped(control) && !isToolError(control))
  const cases = controls.map((control) => testCase(control, report)).join('')
  return `  <testsuite name="${area}" tests="${controls.length}" failures="${failures}" errors="${errors}" skipped="${skipped}" timestamp="${report.asOf.slice(0, 19)}">\n${cases}  </testsuite>\n`
}

const isToolError = ({ reason }: ControlResult): boolean => reason === 'tool-error'
const isSkipped = ({ outcome }: ControlResult): boolean => outcome === 'not-verified' || outcome === 'not-applicable'

function testCase(control: ControlResult, { findings }: Report): string {
  const head = `    <testcase classname="${control.area}" name="${escapeXml(`${control.id}: ${control.title}`)}"`
  if (isToolError(control)) return `${head}><error message="${escapeXml(control.because)}"/></testcase>\n`
  if (isSkipped(control))
    return `${head}><skipped message="${escapeXml(`${control.outcome}${control.reason === null ? '' : ` (${control.reason})`}: ${control.because}`)}"/></testcase>\n`
  if (control.outcome !== 'fail') return `${head}/>\n`
  const own = findings.filter((finding) => finding.control === control.id && finding.status === 'open')
  const text = own.map(({ severity, message, location }) => `${severity}: ${message} (${placeOf(location)})`).join('\n')
  return `${head}><failure message="${escapeXml(own[0]?.message ?? control.title)}" type="${control.severity}">${escapeXml(text)}</failure></testcase>\n`
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', '\n': '&#10;' }

/** Escapes markup, and drops the characters that XML 1.0 (section 2.2) cannot hold. */
export function escapeXml(text: string): string {
  const allowed = Array.from(text).filter((character) => isXmlCharacter(character.codePointAt(0) ?? 0))
  return allowed.join('').replaceAll(/[&<>"'\n]/g, (character) => ENTITIES[character] ?? character)
}

function isXmlCharacter(code: number): boolean {
  return (
    code === 0x9 ||
    code === 0xa ||
    code === 0xd ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    code >= 0x10000
  )
}

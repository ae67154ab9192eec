import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Report } from '../../src/model/report.ts'
import { printable } from '../../src/report/printable.ts'
import { render } from '../../src/report/render.ts'
import { sampleReport } from '../sample-report.ts'

const HOSTILE = '\u001b[2J\u001b]0;title\u0007\u009b31m\u202e'
const STEERING = /(?![\n\r])[\p{Cc}\u202e]/u

function hostileReport(): Report {
  const report = sampleReport()
  return {
    ...report,
    target: { ...report.target, name: `name${HOSTILE}` },
    findings: report.findings.map((finding) => ({
      ...finding,
      message: `message${HOSTILE}`,
      location: { kind: 'service', subject: `subject${HOSTILE}` },
    })),
  }
}

it.each(['terminal', 'markdown', 'csv'] as const)('%s lets no text of a target steer the terminal', (format) => {
  const text = render(hostileReport(), format, { hasColor: false, width: 80 })
  expect(text).toMatch(/u\\?\{1b/)
  expect(text).not.toMatch(STEERING)
})

it('keeps every text without control characters as it is', () => {
  fc.assert(fc.property(fc.stringMatching(/^[a-zäöü日本 \t\n/.:"'<>-]*$/), (text) => printable(text) === text))
})

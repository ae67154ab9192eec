import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reportSchema } from '../../src/model/report-schema.ts'
import { escapeJson } from '../../src/report/html.ts'
import { escapeXml } from '../../src/report/junit.ts'
import { type FORMATS, render } from '../../src/report/render.ts'
import { sampleReport } from '../sample-report.ts'

const STYLE = { hasColor: false, width: 80 }
const report = sampleReport()
const text = (format: (typeof FORMATS)[number]): string => render(report, format, STYLE)

describe('every format', () => {
  it('json is the document itself and fits its schema', () => {
    expect(JSON.parse(text('json'))).toEqual(JSON.parse(JSON.stringify(report)))
    expect(() => reportSchema.parse(JSON.parse(text('json')))).not.toThrow()
  })

  it('json fits the published schema', () => {
    const schema: unknown = JSON.parse(readFileSync(new URL('../../schema/report.schema.json', import.meta.url), 'utf8'))
    const validate = new Ajv({ strict: false }).compile(schema as object)
    expect(validate(JSON.parse(text('json'))), JSON.stringify(validate.errors)).toBe(true)
  })

  it('terminal fits eighty columns and names verdict, R and P', () => {
    const lines = text('terminal').split('\n')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80)
    expect(text('terminal')).toMatch(/NOT READY[\s\S]*R result[\s\S]*P proof/)
  })

  it('terminal tells by kind what a run left in the service, and nothing where it left nothing', () => {
    const because = 'no operation deletes it'
    const leftBehind = [
      { what: '/orders/1', identity: 'user-a', because },
      { what: '/orders/2', identity: 'user-b', because },
      { what: 'user a@example.com', identity: 'user-a', because: 'no operation deletes users' },
      { what: 'POST /slots/4/book', identity: 'user-a', because: 'the object was there before' },
    ]
    const told = render({ ...report, scope: { ...report.scope, leftBehind } }, 'terminal', STYLE)
    expect(told).toMatch(
      /Left in the service\n {2}2 of \/orders: no operation deletes it\n {2}1 user: no operation deletes users\n {2}POST \/slots\/4\/book: the object was there before\n/,
    )
    expect(text('terminal')).not.toContain('Left in the service')
  })

  it('markdown has at most sixty lines and no markup of the target', () => {
    expect(text('markdown').split('\n').length).toBeLessThanOrEqual(61)
    expect(text('markdown')).not.toContain('<script>')
  })

  it('csv defuses formulas and quotes', () => {
    expect(text('csv')).toContain("'=cmd() answers strangers")
    expect(text('csv').split('\r\n')).toHaveLength(report.findings.length + 2)
  })

  it('junit counts what it shows', () => {
    const xml = text('junit')
    expect(xml.match(/<failure /g)).toHaveLength(report.counts.fail)
    expect(xml.match(/<error /g)).toHaveLength(1)
    expect(xml.match(/<skipped /g)).toHaveLength(1)
    expect(xml).not.toContain('<script>')
  })

  it('badge shows verdict and proof', () => {
    expect(text('badge')).toMatch(/NOT READY · proof \d+ %/)
  })
})

describe('sarif', () => {
  const sarif = JSON.parse(text('sarif')) as {
    runs: { results: Record<string, unknown>[]; tool: { driver: { rules: { id: string; properties: { tags: string[] } }[] } } }[]
  }
  const [run] = sarif.runs

  it('has problems only, each with a place and a fingerprint', () => {
    expect(run?.results).toHaveLength(report.findings.length)
    for (const result of run?.results ?? [])
      expect(result).toMatchObject({
        locations: [{ physicalLocation: { artifactLocation: { uri: expect.any(String) } } }],
        partialFingerprints: { 'assay/v1': expect.any(String) },
      })
  })

  it('gives each rule exactly one weakness', () => {
    for (const { properties } of run?.tool.driver.rules ?? [])
      expect(properties.tags.filter((tag) => tag.startsWith('external/cwe/'))).toHaveLength(1)
  })

  it('escapes paths and follows the flow', () => {
    expect(JSON.stringify(run)).toContain('src/my%20app.ts')
    expect(run?.results.some((result) => 'codeFlows' in result)).toBe(true)
  })
})

describe('escaping', () => {
  it('JSON in a page never ends its script element and stays the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const escaped = escapeJson(value)
        expect(escaped).not.toMatch(/[<\u2028\u2029]/)
        expect(JSON.stringify(JSON.parse(escaped))).toBe(JSON.stringify(value))
      }),
    )
  })

  it('XML holds no markup and no forbidden character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: the characters that XML 1.0 forbids
        expect(escapeXml(value)).not.toMatch(/[<>"\u0000-\u0008\u000b\u000c\u000e-\u001f]/)
      }),
    )
  })
})

import { createHash } from 'node:crypto'
import { packageUrl } from '../model/package-url.ts'
import type { Report, ReportComponent, ReportFinding } from '../model/report.ts'

const SCOPES = { production: 'required', optional: 'optional', development: 'excluded' } as const
const TARGET = 'target'

/** A CycloneDX 1.6 bill of materials with what is known against its components; suppressions become VEX states. */
export function renderCyclonedx(report: Report): string {
  const components = report.components ?? []
  const document = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: serialNumber(JSON.stringify([report.runId, report.asOf, components])),
    version: 1,
    metadata: {
      timestamp: report.asOf,
      tools: { components: [{ type: 'application', name: report.tool.name, version: report.tool.version }] },
      component: {
        type: 'application',
        'bom-ref': TARGET,
        name: report.target.name || TARGET,
        ...(report.target.commit === null ? {} : { version: report.target.commit }),
      },
    },
    components: components.map(toComponent),
    // What packages need of each other is not recorded: only what the target asks for itself.
    dependencies: [{ ref: TARGET, dependsOn: components.filter(({ isDirect }) => isDirect).map(packageUrl) }],
    compositions: [{ aggregate: 'incomplete_first_party_only', dependencies: [TARGET] }],
    vulnerabilities: vulnerabilitiesOf(report.findings, new Set(components.map(packageUrl))),
  }
  return `${JSON.stringify(document, undefined, 1)}\n`
}

/** The same report has the same number: a name-based UUID in the shape of RFC 9562, version 8. */
function serialNumber(content: string): string {
  const hash = createHash('sha256').update(content).digest('hex')
  return `urn:uuid:${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}

function toComponent(component: ReportComponent): Record<string, unknown> {
  const { ecosystem, name, version, group, license } = component
  const slash = ecosystem === 'npm' && name.startsWith('@') ? name.indexOf('/') : -1
  const purl = packageUrl(component)
  return {
    type: 'library',
    'bom-ref': purl,
    ...(slash < 0 ? {} : { group: name.slice(0, slash) }),
    name: name.slice(slash + 1),
    version,
    scope: SCOPES[group],
    ...(license === null ? {} : { licenses: [licenseChoice(license)] }),
    purl,
  }
}

/** An SPDX expression where the text has the form of one; free text is a name. */
function licenseChoice(license: string): Record<string, unknown> {
  const isExpression =
    /^\(*[\w.+-]+\)*(?:\s+(?:AND|OR|WITH)\s+\(*[\w.+-]+\)*)*$/.test(license) && !/^(?:UNLICENSED|SEE|NONE)\b/i.test(license)
  return isExpression ? { expression: license } : { license: { name: license } }
}

/** Advisories of the findings, each once with all it affects. */
function vulnerabilitiesOf(findings: readonly ReportFinding[], known: ReadonlySet<string>): Record<string, unknown>[] {
  const byAdvisory = Map.groupBy(
    findings.filter(({ control, location }) => control === 'deps.known-vulns' && location.kind === 'dependency'),
    ({ location }) => (location.kind === 'dependency' ? (location.advisory ?? '') : ''),
  )
  return [...byAdvisory]
    .filter(([advisory]) => advisory !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([id, group]) => {
      const affects = [...new Set(group.map(purlOf))].filter((purl) => known.has(purl)).sort()
      const [first] = group
      if (first === undefined || affects.length === 0) return []
      return [
        {
          id,
          ratings: [{ severity: first.severity, method: 'other' }],
          cwes: [...first.cwe],
          description: first.message,
          affects: affects.map((ref) => ({ ref })),
          analysis: analysisOf(first),
        },
      ]
    })
}

function purlOf({ location }: ReportFinding): string {
  if (location.kind !== 'dependency') return ''
  return packageUrl({ ecosystem: location.ecosystem === 'npm' ? 'npm' : 'PyPI', name: location.name, version: location.version })
}

/** What the owner of a suppression said, in the words of VEX. */
function analysisOf({ suppression }: ReportFinding): Record<string, unknown> {
  const detail = suppression === null ? {} : { detail: `${suppression.owner}: ${suppression.reason}` }
  switch (suppression?.kind) {
    case 'false-positive':
      return { state: 'false_positive', ...detail }
    case 'accepted-risk':
      return { state: 'exploitable', response: ['will_not_fix'], ...detail }
    case 'compensating-control':
      return { state: 'not_affected', justification: 'protected_by_mitigating_control', ...detail }
    case 'test-code':
      return { state: 'not_affected', justification: 'code_not_reachable', ...detail }
    default:
      return { state: 'in_triage', ...detail }
  }
}

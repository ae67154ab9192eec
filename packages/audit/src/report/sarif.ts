import type { Location } from '../model/outcome.ts'
import type { ControlResult, Report, ReportFinding } from '../model/report.ts'
import type { Severity } from '../model/words.ts'
import { placeOf } from './place.ts'

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json'
const LEVELS: Readonly<Record<Severity, string>> = { critical: 'error', high: 'error', medium: 'warning', low: 'note', info: 'note' }
/** GitHub's scale: over 9 critical, over 7 high, over 4 medium. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.5', info: '0.5' }
/** Results without a place are rejected at upload: what has none in the source points to the configuration of the audit. */
const FALLBACK_FILE = 'assay.yaml'

/** SARIF 2.1.0: problems only, one rule a control and weakness, passes never shown as alerts. */
export function renderSarif(report: Report): string {
  const rules = new Map<string, object>()
  const controls = new Map(report.controls.map((control) => [control.id, control]))
  for (const finding of report.findings) rules.set(ruleId(finding), rule(finding, controls.get(finding.control)))
  const ids = [...rules.keys()]
  const document = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'assay',
            version: report.tool.version,
            informationUri: 'https://www.npmjs.com/package/assay',
            rules: [...rules.values()],
          },
        },
        automationDetails: { id: `assay/${report.profile}/` },
        columnKind: 'utf16CodeUnits',
        results: report.findings.map((finding) => result(finding, ids.indexOf(ruleId(finding)))),
        invocations: [
          {
            executionSuccessful: true,
            startTimeUtc: report.environment.startedAt,
            endTimeUtc: report.environment.finishedAt,
            toolExecutionNotifications: report.scope.warnings.map((text) => ({ level: 'warning', message: { text } })),
          },
        ],
      },
    ],
  }
  return `${JSON.stringify(document, undefined, 1)}\n`
}

function ruleId({ control, cwe }: ReportFinding): string {
  return `${control}/cwe-${cwe[0]}`
}

function rule(finding: ReportFinding, control: ControlResult | undefined): object {
  const fixes = Object.entries(control?.fix ?? {}).map(([stack, how]) => `- ${stack}: ${how}`)
  return {
    id: ruleId(finding),
    name: finding.control,
    shortDescription: { text: finding.title },
    fullDescription: { text: control?.why ?? finding.title },
    help: { text: [control?.why ?? '', ...fixes].join('\n'), markdown: [control?.why ?? '', '', ...fixes].join('\n') },
    helpUri: `https://cwe.mitre.org/data/definitions/${finding.cwe[0]}.html`,
    defaultConfiguration: { level: LEVELS[control?.severity ?? finding.severity] },
    properties: {
      tags: ['security', `external/cwe/cwe-${String(finding.cwe[0]).padStart(3, '0')}`],
      'security-severity': SECURITY_SEVERITY[control?.severity ?? finding.severity],
      precision: 'high',
    },
  }
}

function result(finding: ReportFinding, ruleIndex: number): object {
  const { message, severity, location, suppression, baseline, fingerprint, confidence } = finding
  const path = finding.evidence.find((evidence) => evidence.kind === 'path')
  return {
    ruleId: ruleId(finding),
    ruleIndex,
    level: LEVELS[severity],
    message: { text: location.kind === 'source' || location.kind === 'configuration' ? message : `${message} (${placeOf(location)})` },
    locations: [{ physicalLocation: physical(location), logicalLocations: logical(location) }],
    partialFingerprints: { 'assay/v1': fingerprint },
    properties: { confidence, severity, control: finding.control, 'security-severity': SECURITY_SEVERITY[severity] },
    ...(path === undefined
      ? {}
      : {
          codeFlows: [
            {
              threadFlows: [
                {
                  locations: path.steps.map(({ file, line, what }) => ({
                    location: {
                      physicalLocation: { artifactLocation: artifact(file), region: { startLine: line } },
                      message: { text: what },
                    },
                  })),
                },
              ],
            },
          ],
        }),
    ...(suppression === null
      ? {}
      : { suppressions: [{ kind: 'external', status: 'accepted', justification: `${suppression.kind}: ${suppression.reason}` }] }),
    ...(baseline === null ? {} : { baselineState: baseline }),
  }
}

function physical(location: Location): object {
  if (location.kind === 'source' || location.kind === 'configuration' || location.kind === 'dependency')
    return { artifactLocation: artifact(location.file), region: { startLine: Math.max(1, location.line) } }
  if (location.kind === 'route' && location.file !== undefined)
    return { artifactLocation: artifact(location.file), region: { startLine: Math.max(1, location.line ?? 1) } }
  return { artifactLocation: artifact(FALLBACK_FILE), region: { startLine: 1 } }
}

function artifact(file: string): object {
  return { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' }
}

function logical(location: Location): object[] {
  if (location.kind === 'source') return [{ fullyQualifiedName: location.symbol, kind: 'function' }]
  return [{ fullyQualifiedName: placeOf(location), kind: location.kind === 'route' ? 'resource' : 'module' }]
}

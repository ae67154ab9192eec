import type { Control } from '../model/control.ts'
import type { Evidence, SomeEvidence } from '../model/evidence.ts'
import type { GatheredFacts } from '../model/facts.ts'
import type { Finding, Location, RouteOfPlace } from '../model/outcome.ts'
import type { Policy } from '../model/policy.ts'
import type { ControlResult, ReportFinding, SuppressionNote } from '../model/report.ts'
import type { Suppression } from '../model/run.ts'
import {
  type Confidence,
  METHODS_OF,
  type Method,
  type OutcomeName,
  type Profile,
  SEVERITIES,
  type Severity,
  STRENGTH_OF,
  STRENGTHS,
} from '../model/words.ts'
import { type Combined, combine, type JudgedFinding, methodsInProfile, strengthNeeded } from './combine.ts'
import { fingerprint } from './fingerprint.ts'
import { joinPlaces } from './join-places.ts'
import { bareName, routesOf, template } from './routes.ts'
import { type CheckResult, runChecks } from './run-checks.ts'
import { statusOf, suppressionFor } from './suppress.ts'

export interface JudgeControlOptions {
  readonly facts: GatheredFacts
  readonly policy: Policy
  readonly profile: Profile
  readonly suppressions: readonly Suppression[]
  readonly isSkipped: boolean
}

export interface JudgedControl {
  readonly result: ControlResult
  readonly findings: readonly ReportFinding[]
  readonly used: readonly Suppression[]
}

/** One control from its checks to its result: combined, findings identified, suppressions applied. */
export function judgeControl(control: Control, options: JudgeControlOptions): JudgedControl {
  const { facts, policy, profile } = options
  const results = options.isSkipped ? [] : runChecks(control, facts, policy, METHODS_OF[profile])
  const combined = options.isSkipped ? SKIPPED : combine(control, results, profile)
  const { findings, used } = identify(control, combined.findings, options)
  const settled = afterSuppression(combined, findings)
  return { result: describe(control, settled, findings, results, options), findings, used }
}

const SKIPPED: Combined = {
  outcome: 'not-verified',
  strength: null,
  reason: 'skipped-by-user',
  because: 'left out by --only or --skip',
  evidence: [],
  findings: [],
}

/** Gives findings their fingerprint and status; a static and a live finding of the same route and weakness become one. */
function identify(
  control: Control,
  judged: readonly JudgedFinding[],
  options: JudgeControlOptions,
): { findings: ReportFinding[]; used: Suppression[] } {
  const seen = new Map<string, number>()
  const used: Suppression[] = []
  const findings = joinMethods(joinPlaces(judged, control.severity)).map((group): ReportFinding => {
    const { finding, methods, contradicted } = group
    const base = fingerprint(control.id, finding, 0)
    const ordinal = seen.get(base) ?? 0
    seen.set(base, ordinal + 1)
    const identity = ordinal === 0 ? base : fingerprint(control.id, finding, ordinal)
    const severity = finding.severity ?? severityOf(control, group.confidence)
    const match = suppressionFor(
      { fingerprint: identity, control: control.id, severity, place: placeOf(finding.location) },
      options.suppressions,
      options.policy,
    )
    if (match !== null) used.push(match.suppression)
    const note = match?.note ?? (contradicted ? CONTRADICTED : null)
    return {
      fingerprint: identity,
      control: control.id,
      title: control.title,
      message: finding.message,
      cwe: finding.cwe,
      severity,
      status: statusOf(note),
      confidence: group.confidence,
      strength: methods.map((method) => STRENGTH_OF[method]).sort((a, b) => STRENGTHS.indexOf(a) - STRENGTHS.indexOf(b))[0] ?? 'read',
      methods,
      location: finding.location,
      evidence: group.evidence,
      suppression: note,
      baseline: null,
    }
  })
  return { findings, used }
}

/** What is only possible asks for a look, not for a stop: at most medium unless the check says otherwise. */
function severityOf({ severity }: Control, confidence: Confidence): Severity {
  return confidence === 'possible' && SEVERITIES.indexOf(severity) < SEVERITIES.indexOf('medium') ? 'medium' : severity
}

const CONTRADICTED: SuppressionNote = {
  kind: 'contradicted',
  reason: 'stronger evidence of the same matter passed',
  owner: 'assay',
  expires: null,
}

interface JoinedFinding {
  readonly finding: Finding
  readonly methods: readonly Method[]
  readonly contradicted: boolean
  readonly confidence: NonNullable<Finding['confidence']>
  readonly evidence: SomeEvidence
}

function joinMethods(judged: readonly JudgedFinding[]): JoinedFinding[] {
  const joined: JoinedFinding[] = []
  const [ofMany, others] = [judged.filter(({ finding }) => isOfMany(finding)), judged.filter(({ finding }) => !isOfMany(finding))]
  for (const { finding, method, contradicted } of [...ofMany, ...others]) {
    const index = joined.findIndex(
      (other) =>
        (!other.methods.includes(method) || (isOfMany(other.finding) && !isOfPlace(finding))) && isSameDefect(other.finding, finding),
    )
    const twin = joined[index]
    const confidence = finding.confidence ?? 'likely'
    if (twin === undefined) {
      joined.push({ finding, methods: [method], contradicted, confidence, evidence: finding.evidence })
      continue
    }
    const [first, ...rest] = twin.evidence
    const isConfirmed = confidence === 'confirmed' || twin.confidence === 'confirmed'
    const placed = twin.finding.location.kind === 'source' ? twin.finding : { ...finding, message: twin.finding.message }
    const named = { ...placed, location: withParameter(placed.location, [finding.location, twin.finding.location]) }
    joined[index] = {
      // The place in the source is where the repair happens, so it names the joined finding.
      finding: isConfirmed ? weighed(named, confidence === 'confirmed' ? finding : twin.finding) : named,
      methods: [...new Set([...twin.methods, method])],
      contradicted: twin.contradicted && contradicted,
      confidence: isConfirmed ? 'confirmed' : twin.confidence === 'likely' ? 'likely' : confidence,
      evidence: [first, ...rest, ...finding.evidence],
    }
  }
  return joined
}

/** What reading found of several parameters at once is of the one that was tried. */
function withParameter(location: Location, of: readonly Location[]): Location {
  if (location.kind !== 'source' || location.route === undefined || location.route.parameter !== undefined) return location
  if (location.alsoRoutes !== undefined) return location
  const parameter = of.flatMap((one) => routesOf(one).map((each) => each.parameter)).find((one) => one !== undefined)
  return parameter === undefined ? location : { ...location, route: { ...location.route, parameter: bareName(parameter) } }
}

/** What was confirmed weighs as whoever confirmed it says, whatever reading alone would have dared to. */
function weighed({ severity: _read, ...named }: Finding, confirmed: Finding): Finding {
  return confirmed.severity === undefined ? named : { ...named, severity: confirmed.severity }
}

function isSameDefect(left: Finding, right: Finding): boolean {
  return left.cwe[0] === right.cwe[0] && routesOf(left.location).some((a) => routesOf(right.location).some((b) => isSameRoute(a, b)))
}

function isSameRoute(a: RouteOfPlace, b: RouteOfPlace): boolean {
  const isSameParameter = a.parameter === undefined || b.parameter === undefined || bareName(a.parameter) === bareName(b.parameter)
  return isSameParameter && (a.method === b.method || a.method === 'ANY' || b.method === 'ANY') && template(a.path) === template(b.path)
}

/** A place that several routes reach stays one defect, on however many of them it was tried. */
const isOfPlace = ({ location }: Finding): boolean => location.kind === 'source'
const isOfMany = ({ location }: Finding): boolean => location.kind === 'source' && location.alsoRoutes !== undefined

export function placeOf(location: Location): string {
  switch (location.kind) {
    case 'source':
    case 'configuration':
      return location.file
    case 'dependency':
      return `${location.ecosystem}/${location.name}`
    case 'route':
      return `${location.method} ${location.path}`
    case 'service':
    case 'repository':
      return location.subject
  }
}

/** What suppressions make of a failure: accepted when nothing stays open, a pass on somebody's word when all were called false. */
function afterSuppression(combined: Combined, findings: readonly ReportFinding[]): Combined {
  if (combined.outcome !== 'fail' && !(combined.outcome === 'partial' && findings.length > 0)) return combined
  if (findings.some(({ status }) => status === 'open')) return combined
  if (findings.some(({ status }) => status === 'accepted-risk'))
    return { ...combined, outcome: 'accepted-risk', because: acceptedBecause(findings) }
  const statements = findings.map(
    ({ suppression }): Evidence => ({
      kind: 'statement',
      text: suppression?.reason ?? '',
      owner: suppression?.owner ?? '',
      date: suppression?.expires ?? '',
    }),
  )
  return { ...combined, outcome: 'pass', strength: 'attested', because: 'every finding was suppressed by its owner', evidence: statements }
}

function acceptedBecause(findings: readonly ReportFinding[]): string {
  const notes = findings.flatMap(({ suppression }) =>
    suppression?.kind === 'accepted-risk' ? [`${suppression.owner} until ${suppression.expires}: ${suppression.reason}`] : [],
  )
  return `accepted by ${[...new Set(notes)].join('; ')}`
}

function describe(
  control: Control,
  combined: Combined,
  findings: readonly ReportFinding[],
  results: readonly CheckResult[],
  { policy, profile }: JudgeControlOptions,
): ControlResult {
  return {
    id: control.id,
    title: control.title,
    why: control.why,
    area: control.id.slice(0, control.id.indexOf('.')),
    layer: control.layer,
    wave: control.wave,
    severity: control.severity,
    outcome: combined.outcome,
    strength: combined.strength,
    strengthNeeded: strengthNeeded(control, profile),
    reason: combined.reason,
    because: combined.because,
    evidence: combined.evidence,
    findings: findings.map((finding) => finding.fingerprint),
    checks: results.map(({ method, outcome }) => ({
      method,
      outcome: outcome.outcome satisfies OutcomeName,
      because: 'because' in outcome ? outcome.because : '',
    })),
    isInScope: methodsInProfile(control, profile).length > 0 && control.deprecated !== true,
    weight: policy.weights[control.severity],
    standards: control.standards,
    documents: control.documents,
    fix: control.fix,
    effortHours: control.effortHours,
  }
}

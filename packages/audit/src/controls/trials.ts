import type { RouteRef } from '../model/control.ts'
import { type Evidence, type Exchange, exchangeEvidence, inventory, type SomeEvidence, type TrialEvidence } from '../model/evidence.ts'
import type { OperationFact, ProbeFact, Trial } from '../model/facts/service.ts'
import { type Finding, failIfAny, notApplicable, notVerified, type Outcome, partial, pass } from '../model/outcome.ts'
import type { Confidence, Severity } from '../model/words.ts'

/** How a control reads the trials of a probe. */
export interface TrialReading {
  /** What was tried, for the inventory of a pass: "parameters answered SQL as plain text". */
  readonly passes: string
  /** The weakness that a trial with an effect shows; null when the effect is none here. */
  readonly finding: (trial: Trial) => TrialFinding | null
  /** Which trials this control reads; all by default. */
  readonly reads?: (trial: Trial) => boolean
  /** Word for the probe in the evidence. */
  readonly probe: string
  /** Trials with the same key are one defect: the first stands for all, the others are listed. By default each is its own. */
  readonly same?: (trial: Trial) => string
}

export interface TrialFinding {
  readonly message: string
  readonly cwe: readonly [number, ...number[]]
  readonly severity?: Severity
  readonly confidence?: Confidence
  readonly highlight?: string
  /** Routes that have a part in it beside the one where it shows. */
  readonly alsoAt?: readonly string[]
}

/** Fails with each trial that showed its effect; passes only when the trials were not obstructed. */
export function decideTrials(fact: ProbeFact, reading: TrialReading): Outcome {
  const trials = fact.trials.filter((trial) => reading.reads?.(trial) ?? true)
  const found = trials.flatMap((trial) => {
    if (trial.saw !== 'effect') return []
    const finding = reading.finding(trial)
    return finding === null ? [] : [{ trial, finding }]
  })
  return failIfAny(merged(found, reading), () => withoutFindings(fact, trials, reading))
}

/** Routes whose trials of these names were all refused with one of these statuses, and none of whose trials had an effect. */
export function refusedRoutes(fact: ProbeFact, names: readonly string[], statuses: readonly number[]): readonly RouteRef[] {
  const groups = Map.groupBy(fact.trials, ({ method, path }) => `${method} ${path}`)
  return [...groups.values()].flatMap((trials) => {
    const asked = trials.filter(({ name }) => names.includes(name))
    const isRefused = asked.every(
      ({ saw, attempts }) => saw === 'no-effect' && attempts.length > 0 && attempts.every(({ status }) => statuses.includes(status)),
    )
    const [first] = asked
    return first !== undefined && isRefused && trials.every(({ saw }) => saw !== 'effect')
      ? [{ method: first.method, path: first.path }]
      : []
  })
}

/** What makes a trial one of its own. */
export function keyOf({ method, path, parameter, name }: Trial): string {
  return `${method} ${path} ${parameter} ${name}`
}

/** One finding for each defect, with the other places where it showed. */
function merged(found: readonly { readonly trial: Trial; readonly finding: TrialFinding }[], reading: TrialReading): readonly Finding[] {
  const groups = Map.groupBy(found, ({ trial }) => reading.same?.(trial) ?? keyOf(trial))
  return [...groups.values()].flatMap((group) => {
    const best = group.find(({ trial, finding }) => (finding.confidence ?? confidenceOf(trial)) === 'confirmed')
    const first = best ?? group[0]
    if (first === undefined) return []
    const others = group.filter((each) => each !== first)
    const finding = findingOf(first.trial, first.finding, reading.probe)
    if (others.length === 0) return [finding]
    const places = inventory(
      'more places of the same',
      others.map(({ trial }) => `${placeOf(trial)} (${trial.name})`),
    )
    return [
      {
        ...finding,
        message: `${finding.message} (and ${others.length} more)`,
        evidence: [...finding.evidence, places] satisfies SomeEvidence,
      },
    ]
  })
}

/** The outcome of trials none of which is a finding: a pass when enough of them could speak. */
export function withoutFindings(fact: ProbeFact, trials: readonly Trial[], reading: Pick<TrialReading, 'passes' | 'probe'>): Outcome {
  const silent = trials.filter((trial) => trial.saw === 'blocked' || trial.saw === 'unclear')
  const spoke = trials.filter((trial) => trial.saw === 'no-effect' || trial.saw === 'effect')
  const [missing] = fact.notTried
  if (spoke.length === 0) {
    const [blocked] = silent
    if (blocked !== undefined)
      return notVerified(
        blocked.saw === 'blocked' ? 'blocked' : 'inconclusive',
        `${silent.length} of ${silent.length} trials said nothing: ${blocked.method} ${blocked.path}: ${blocked.effect}`,
      )
    return missing === undefined
      ? notVerified('no-data', 'there was nothing to try this on')
      : notVerified(missing.reason, `${missing.what}: ${missing.because}`)
  }
  const evidence = passEvidence(fact, spoke, reading)
  if (silent.length > spoke.length)
    return notVerified(
      silent.every((trial) => trial.saw === 'blocked') ? 'blocked' : 'inconclusive',
      `${silent.length} of ${trials.length} trials said nothing, e.g. ${describe(silent[0])}`,
    )
  if (silent.length * 5 > trials.length)
    return partial(`${silent.length} of ${trials.length} trials said nothing, e.g. ${describe(silent[0])}`, evidence)
  if (fact.notTried.length > spoke.length)
    return partial(`${fact.notTried.length} places were not reached, e.g. ${missing?.what ?? ''}: ${missing?.because ?? ''}`, evidence)
  if (missing !== undefined && (missing.reason === 'limit-reached' || missing.reason === 'tool-error'))
    return partial(`${missing.what}: ${missing.because}`, evidence)
  return pass(...evidence)
}

/** What a pass shows: every place that was tried, who asked, and how often; and one exchange. */
export function passEvidence(fact: ProbeFact, trials: readonly Trial[], reading: Pick<TrialReading, 'passes' | 'probe'>): SomeEvidence {
  const items = [
    ...new Set(
      trials.map((trial) => `${trial.method} ${trial.path}${trial.parameter === null ? '' : ` (${trial.parameter})`}: ${trial.name}`),
    ),
  ]
  const identities = [...new Set(trials.map((trial) => trial.identity))].join(', ')
  const example = trials.find((trial) => trial.attempts.length > 0)
  const first = inventory(
    reading.passes,
    items,
    items.length,
    `${fact.requests} requests as ${identities}${
      fact.notTried.length === 0
        ? ''
        : `; not reached: ${fact.notTried
            .map(({ what }) => what)
            .slice(0, 5)
            .join(', ')}`
    }`,
  )
  const attempt = example?.attempts[0]
  const rest: Evidence[] = attempt === undefined ? [] : [exchangeEvidence(attempt, undefined, example?.effect)]
  return [first, ...rest]
}

export function findingOf(trial: Trial, finding: TrialFinding, probe: string): Finding {
  return {
    message: finding.message,
    cwe: finding.cwe,
    ...(finding.severity === undefined ? {} : { severity: finding.severity }),
    confidence: finding.confidence ?? confidenceOf(trial),
    location: {
      kind: 'route',
      method: trial.method,
      path: trial.path,
      ...(trial.parameter === null ? {} : { parameter: trial.parameter }),
      ...(trial.file === null || trial.line === null ? {} : { file: trial.file, line: trial.line }),
    },
    evidence: [
      trialEvidence(trial, probe, finding.highlight),
      ...(finding.alsoAt === undefined ? [] : [inventory('routes that have a part in it', finding.alsoAt)]),
    ],
  }
}

/** Confirmed takes a baseline that worked, a benign twin, and two of three repetitions (spec of the evidence, section 2). */
export function confidenceOf(trial: Trial): Confidence {
  const { count, of } = trial.reproduced
  const isRepeated = count >= 2 && count * 3 >= of * 2
  return isRepeated && (trial.baseline !== null || trial.control !== null) ? 'confirmed' : 'likely'
}

export function trialEvidence(trial: Trial, probe: string, highlight?: string): TrialEvidence {
  const shown = (exchange: Exchange | null): ReturnType<typeof exchangeEvidence> | null =>
    exchange === null ? null : exchangeEvidence(exchange)
  return {
    kind: 'trial',
    probe: `${probe}: ${trial.name}`,
    baseline: shown(trial.baseline),
    control: shown(trial.control),
    attempts: trial.attempts.slice(0, 4).map((exchange) => exchangeEvidence(exchange, highlight)),
    reproduced: trial.reproduced,
    effect: trial.effect,
  }
}

export function placeOf(trial: Trial): string {
  return `${trial.method} ${trial.path}${trial.parameter === null ? '' : `, ${trial.parameter}`}`
}

function describe(trial: Trial | undefined): string {
  return trial === undefined ? '' : `${placeOf(trial)}: ${trial.effect}`
}

/** Not applicable when the service was seen well enough and has nothing of the kind; null otherwise. */
export function absentFrom(operations: readonly OperationFact[], fact: ProbeFact, what: string): Outcome | null {
  if (fact.trials.length > 0 || fact.notTried.length === 0 || fact.notTried.some(({ reason }) => reason !== 'no-data')) return null
  const reached = operations.filter((operation) => operation.coverage === 'tested')
  const isKnown = operations.some(({ origins }) => origins.some((origin) => origin !== 'crawl'))
  if (!isKnown || reached.length * 5 < operations.length * 4) return null
  return notApplicable(
    what,
    inventory(
      `operations, ${what}`,
      operations.map((operation) => operation.key),
    ),
  )
}

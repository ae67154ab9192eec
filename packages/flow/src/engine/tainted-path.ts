import type { Confidence, FlowStep, TaintedPath } from '../facts.ts'
import { maskOf } from './kinds.ts'
import { placeOf } from './place.ts'
import type { FoundPath } from './report.ts'
import type { SourceLabel, Taint, Trace } from './value.ts'

/** A found flow as plain data, told step by step. */
export function pathOf({ taint, sink }: FoundPath): TaintedPath {
  const { label } = taint
  const source = placeOf(label.module, label.function, label.start, label.end)
  const sinkPlace = placeOf(sink.module, sink.function, sink.start, sink.end)
  const steps: FlowStep[] = [{ place: source, what: sourceText(label) }]
  for (const step of flatten(taint.trace)) {
    const place = placeOf(step.module, step.function, step.start, step.end)
    const last = steps.at(-1)
    if (last !== undefined && last.what === step.what && last.place.line === place.line && last.place.file === place.file) continue
    steps.push({ place, what: step.what })
  }
  steps.push({ place: sinkPlace, what: `reaches ${sink.name}` })
  const { confidence, because } = confidenceOf(taint, label)
  return {
    kind: sink.kind,
    cwe: sink.cwe,
    steps: steps as [FlowStep, ...FlowStep[]],
    source,
    sink: sinkPlace,
    sinkName: sink.name,
    parameter: label.model.gives === 'request' ? { in: label.model.in, name: label.name ?? '' } : null,
    route: null,
    confidence,
    confidenceBecause: because,
    weakSanitizer: taint.weak !== null && (taint.weak.mask & maskOf(sink.kind)) !== 0 ? taint.weak.name : null,
    attack: sink.attack,
    identity: `${sink.kind}|${label.module.file}|${label.function.name}|${label.model.in}:${label.name ?? ''}|${sink.module.file}|${sink.function.name}|${sink.name}`,
  }
}

function sourceText(label: SourceLabel): string {
  return label.name === null || label.name === '' ? label.model.what : `"${label.name}" ${label.model.what}`
}

const MOST_STEPS = 30

/** The story in order; the inside of called functions comes where they were called. */
function flatten(trace: Trace | null): Trace[] {
  const steps: Trace[] = []
  const visit = (at: Trace | null): void => {
    const chain: Trace[] = []
    for (let step = at; step !== null && chain.length < MOST_STEPS; step = step.previous) chain.push(step)
    for (const step of chain.reverse()) {
      if (steps.length >= MOST_STEPS) return
      steps.push(step)
      if (step.inner !== null) visit(step.inner)
    }
  }
  visit(trace)
  return steps
}

/**
 * Whether a package answers for it: to run a command or code that the caller gave is the work of many functions, to put what the
 * caller gave into a command or code of its own is not.
 */
export function isAnswerable({ taint, sink }: FoundPath): boolean {
  const { label } = taint
  // That a whole request is in what unknown code gave back is a guess too many.
  if (sink.kind === 'sensitive-log' && label.model.gives === 'request' && taint.doubt > 0) return false
  if (label.model.in !== 'argument' || (sink.kind !== 'command-injection' && sink.kind !== 'code-injection')) return true
  if (MEANT_TO_RUN.test(label.name ?? '') || isTemplateText(label)) return false
  if (flatten(taint.trace).some(({ what }) => what === 'joined into a string' || what === 'formatted into a string')) return true
  return sink.kind === 'code-injection' && !(RUNS_CODE.test(label.function.name) && isFirstParameter(label))
}

/** `template(text, options)` makes a program of the text; what the options say is another matter. */
const isTemplateText = (label: SourceLabel): boolean => /(?:^|\.)_?template$/i.test(label.function.name) && isFirstParameter(label)

/** What a function is about, as against the options beside it. */
const isFirstParameter = ({ name, function: { parameters, selfSlot } }: SourceLabel): boolean =>
  parameters.find(({ slot }) => slot !== selfSlot)?.name === name

const MEANT_TO_RUN =
  /(?:^|[_a-z])(?:cmd|command|commands|script|code|source|src|js|expr|expression|func|fn|function|body|template|tpl|stmt|statement|program)s?$/i
const RUNS_CODE = /eval|exec|run|compile|script|code|interpret|template|repl|timeit/i

function confidenceOf({ doubt, weak }: Taint, label: SourceLabel): { confidence: Confidence; because: string } {
  const isWeak = weak !== null
  if (label.model.in === 'argument') return { confidence: 'low', because: 'what the callers of this package pass is not known' }
  if (doubt === 0)
    return { confidence: 'high', because: isWeak ? 'every step is known; a check on the way does not protect' : 'every step is known' }
  if (doubt === 1) return { confidence: 'medium', because: 'one step goes through code that is recognised by its name only' }
  return { confidence: 'low', because: 'steps go through code that is not known' }
}

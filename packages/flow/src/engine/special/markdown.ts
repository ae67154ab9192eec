import { RENDERER_STEPS } from '../../knowledge/javascript-types.ts'
import type { Activation } from '../activation.ts'
import type { CallUse } from '../call.ts'
import { deepTaints } from '../containers.ts'
import type { Denotation } from '../denotation.ts'
import { maskOf } from '../kinds.ts'
import type { CallSite } from '../program.ts'
import { clearTaints, type Hint, SOME_STRING, stepped, type Value } from '../value.ts'
import { first, type SpecialCall } from './special-call.ts'

const MARKUP = maskOf('xss', 'stored-xss')

/** Presets of markdown-it that let the HTML of the text through, of JavaScript and of Python. */
const RAW_PRESETS = /^(?:commonmark|gfm-like)$/

/** `renderer.render(text)`: HTML of the text itself is shown as text, as long as the renderer was not told to keep it. */
function rendered(act: Activation, use: CallUse, hint: Hint & { kind: 'library' }): Value | undefined {
  return hint.origin !== null && escapes(act, hint.origin, act.frame.module.language === 'python') ? asText(act, use) : undefined
}

function asText(act: Activation, use: CallUse): Value {
  const taints = clearTaints(deepTaints(act, first(use)), MARKUP)
  return {
    ...SOME_STRING,
    taints: stepped(taints, act.frame, use.instruction, `through ${use.method === '' ? 'a renderer' : `${use.method}()`}`),
  }
}

function escapes(act: Activation, made: CallSite, isPython: boolean): boolean {
  const { denoter } = act.engine
  const { call } = made
  const [one = null, two = null] = [0, 1].map((place) => denoter.argument(made, call, place))
  if (call.receiver >= 0 && RENDERER_STEPS.includes(call.method)) {
    if (call.method === 'set' && one !== null && !keepsText(one, true)) return false
    if (call.method === 'configure' && !(one?.kind === 'constant' && !RAW_PRESETS.test(String(one.value)))) return false
    const before = denoter.denote(made, call.receiver)
    return before.kind === 'library' && before.origin !== null && escapes(act, before.origin, isPython)
  }
  const options = one?.kind === 'constant' ? two : (one ?? two)
  const isRaw = one?.kind === 'constant' ? RAW_PRESETS.test(String(one.value)) : isPython
  const given = options ?? denoter.argument(made, call, -1, 'options_update')
  return given === null ? !isRaw : keepsText(given, !isRaw)
}

/** Whether options leave `html` off; `byDefault` where they do not speak of it. */
function keepsText(options: Denotation, byDefault: boolean): boolean {
  if (options.kind !== 'dict') return false
  const html = options.entries.get('html')
  return html === undefined ? byDefault && options.isComplete : html.kind === 'constant' && html.value === false
}

/** micromark keeps HTML out unless it is told otherwise. */
function escapedByDefault(act: Activation, use: CallUse): Value | undefined {
  const { module, function: owner } = act.frame
  const scope = { module, function: owner }
  const options = act.engine.denoter.argument(scope, use.instruction, use.args.positional.length - 1)
  if (use.args.positional.length === 1) return asText(act, use)
  const raw = options?.kind === 'dict' && options.isComplete ? options.entries.get('allowDangerousHtml') : null
  return raw === undefined || (raw?.kind === 'constant' && raw.value === false) ? asText(act, use) : undefined
}

/** mistune escapes unless it is told not to. */
function escapedUnlessTold(act: Activation, use: CallUse, hint: Hint & { kind: 'library' }): Value | undefined {
  const { denoter } = act.engine
  const made = hint.origin
  const told = use.args.named.get('escape') ?? null
  if (told !== null) return told.constant === true ? asText(act, use) : undefined
  const given = made === null ? null : denoter.argument(made, made.call, 0, 'escape')
  return given === null || (given.kind === 'constant' && given.value === true) ? asText(act, use) : undefined
}

/** markdown2 escapes where it is told to. */
function escapedWhenTold(act: Activation, use: CallUse): Value | undefined {
  const mode = use.args.named.get('safe_mode')?.constant
  return mode === 'escape' || mode === 'replace' ? asText(act, use) : undefined
}

export const MARKDOWN_CALLS: readonly (readonly [string, SpecialCall])[] = [
  ['markdown-it.Renderer.render', rendered],
  ['markdown-it.Renderer.renderInline', rendered],
  ['micromark.micromark', escapedByDefault],
  ['mistune.create_markdown()', escapedUnlessTold],
  ['mistune.markdown', escapedUnlessTold],
  ['markdown2.markdown', escapedWhenTold],
]

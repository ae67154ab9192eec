import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import type { SinkRole } from './call-models.ts'
import { maskOf } from './kinds.ts'
import { deepTaints, getMember } from './members.ts'
import { joinTaints, NOTHING, type Taint, truthOf, type Value } from './value.ts'

const MASS = maskOf('mass-assignment')

/** The taints that matter to the sink in this call; null when the call is of the safe form and is not such a sink at all. */
export function isSinkActive(act: Activation, role: SinkRole, use: CallUse, value: Value): readonly Taint[] | null {
  switch (role.when) {
    case null:
      return deepTaints(act, value)
    case 'shell':
      return shellTaints(act, use, value)
    case 'program':
      return programTaints(act, value)
    case 'not-string-is-json':
      return isStructure(act, value) ? null : value.taints
    case 'unsafe-loader':
      return loaderTaints(act, use, value)
    case 'entities':
      return parserTaints(act, use, value)
    case 'whole-object':
      return wholeTaints(act, value)
    case 'query-object':
      return queryTaints(act, value)
    case 'write-mode':
      return deepTaints(act, value)
    case 'explicit-html':
      return isHtmlContent(act, use) ? deepTaints(act, value) : null
    case 'without-root':
      return isConfined(act, use) ? null : deepTaints(act, value)
    case 'html-text':
      return /^\s*</.test(value.prefix) && !isOtherContent(act, use) ? deepTaints(act, value) : null
    case 'html-response':
      return isStructure(act, value) || isOtherContent(act, use) ? null : deepTaints(act, value)
  }
}

function option(act: Activation, use: CallUse, name: string): Value | null {
  const named = use.args.named.get(name)
  if (named !== undefined) return named
  for (const value of use.args.positional.slice(1)) {
    // Options stand in an object; an argument list has none.
    if (!value.objects.some((id) => act.object(id)?.shape === 'dict')) continue
    const found = getMember(act, value, name, use.instruction)
    if (found.constant !== undefined) return found
  }
  return null
}

/** A root of our own keeps the name below it; one that the caller chose keeps nothing. */
function isConfined(act: Activation, use: CallUse): boolean {
  return use.args.positional.slice(1).some((options) =>
    options.objects.some((id) => {
      const root = act.object(id)?.entries.get('root')
      return root !== undefined && deepTaints(act, root).length === 0
    }),
  )
}

/** A command line is read by a shell when `shell` is set; else only the program itself matters. */
function shellTaints(act: Activation, use: CallUse, value: Value): readonly Taint[] | null {
  const shell = option(act, use, 'shell')
  if (shell !== null && truthOf(shell) !== false) {
    // The items are put behind the program in one line for the shell.
    const items = act.frame.module.language === 'javascript' && truthOf(shell) === true ? use.args.positional[1] : undefined
    const line = deepTaints(act, value)
    return items === undefined || items === use.args.positional.at(-1) ? line : joinTaints(line, deepTaints(act, items))
  }
  const program = programTaints(act, value)
  const items = use.args.positional[1]
  if (typeof value.constant !== 'string' || !SHELLS.test(value.constant) || items === undefined) return program
  return deepTaints(act, items)
}

const SHELLS = /(?:^|\/)(?:sh|bash|zsh|dash|ksh|cmd|cmd\.exe|powershell|pwsh|powershell\.exe)$/

/** Of an argument list the program, and what a shell among its items is told to run. */
function programTaints(act: Activation, value: Value): readonly Taint[] | null {
  if (value.objects.length === 0) return value.taints
  let taints: readonly Taint[] = value.taints
  for (const id of value.objects) {
    const object = act.object(id)
    if (object === undefined) continue
    const program = object.entries.get('0')
    if (program !== undefined) taints = joinTaints(taints, program.taints)
    const isShell = typeof program?.constant === 'string' && SHELLS.test(program.constant)
    if (isShell) for (const [key, entry] of object.entries) if (key !== '0') taints = joinTaints(taints, deepTaints(act, entry))
    if (isShell && object.rest !== null) taints = joinTaints(taints, deepTaints(act, object.rest))
  }
  return taints
}

const TYPE_OPTIONS = ['mimetype', 'content_type', 'media_type', 'contentType']

/** The response says that it is no HTML. */
function isOtherContent(act: Activation, use: CallUse): boolean {
  const stated = TYPE_OPTIONS.map((name) => use.args.named.get(name)).find((value) => value !== undefined)
  const set = stated ?? (use.receiver === null ? undefined : getMember(act, use.receiver, CONTENT_TYPE, use.instruction))
  return typeof set?.constant === 'string' && !/html|svg|xml/i.test(set.constant)
}

/** The response says that it is HTML. */
function isHtmlContent(act: Activation, use: CallUse): boolean {
  const set = use.receiver === null ? NOTHING : getMember(act, use.receiver, CONTENT_TYPE, use.instruction)
  return typeof set.constant === 'string' && /html|svg/i.test(set.constant)
}

/** The name under which a response keeps its content type here. */
export const CONTENT_TYPE = '<content-type>'

function isStructure(act: Activation, value: Value): boolean {
  return value.objects.length > 0 && value.objects.every((id) => act.object(id) !== undefined) && value.type !== 'string'
}

function loaderTaints(act: Activation, use: CallUse, value: Value): readonly Taint[] | null {
  const loader = use.args.named.get('Loader') ?? use.args.positional[1]
  const name = loader?.hint?.kind === 'library' ? loader.hint.name : loader?.hint?.kind === 'class' ? loader.hint.class.name : ''
  if (/(?:^|\.)C?(?:Safe|Base)Loader$/.test(name)) return null
  if (loader !== undefined && /Safe/i.test(name)) return null
  return deepTaints(act, value)
}

/** lxml and the like read entities of a document unless the parser is told not to. */
function parserTaints(act: Activation, use: CallUse, value: Value): readonly Taint[] | null {
  const parser = use.args.named.get('parser') ?? use.args.positional[1]
  const details = parser?.hint?.kind === 'library' ? parser.hint.details : null
  if (details !== null) {
    const resolve = details.named.get('resolve_entities')
    if (resolve !== undefined && truthOf(resolve) === true) return deepTaints(act, value)
    return resolve !== undefined && (truthOf(resolve) === false || resolve.constant === 'internal')
      ? null
      : resolve === undefined
        ? null
        : deepTaints(act, value)
  }
  const entities = option(act, use, 'noent') ?? option(act, use, 'resolve_entities') ?? option(act, use, 'processEntities_')
  if (entities !== null) return truthOf(entities) === false ? null : deepTaints(act, value)
  return null
}

/** Only the whole of what came in, with fields nobody named. */
export function wholeTaints(act: Activation, value: Value): readonly Taint[] {
  const taints = deepWhole(act, value, 2)
  return taints.filter((taint) => (taint.cleared & MASS) === 0)
}

function deepWhole(act: Activation, value: Value, depth: number): readonly Taint[] {
  let taints = value.taints
  if (depth === 0) return taints
  for (const id of value.objects) {
    const rest = act.object(id)?.rest
    if (rest !== null && rest !== undefined) taints = joinTaints(taints, deepWhole(act, rest, depth - 1))
  }
  return taints
}

/** In a query object a value that is itself an object brings operators; text does not. */
function queryTaints(act: Activation, value: Value): readonly Taint[] | null {
  return value.type === 'string' || value.type === 'number' ? [] : deepTaints(act, value)
}

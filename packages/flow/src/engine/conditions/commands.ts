import type { Activation } from '../activation.ts'
import type { CallUse } from '../call.ts'
import { deepTaints } from '../containers.ts'
import { RUN, stepInGiven } from '../parts-of-given.ts'
import { textOf } from '../place.ts'
import { constantValue, joinTaints, NO_TAINTS, NOTHING, type Taint, truthOf, type Value } from '../value.ts'
import { optionOf } from './options.ts'

/** A command line is read by a shell when `shell` is set; else only the program itself matters. */
export function shellTaints(act: Activation, use: CallUse, value: Value): readonly Taint[] | null {
  const shell = optionOf(act, use, 'shell')
  if (shell !== null && truthOf(shell) !== false) {
    // The items are put behind the program in one line for the shell.
    const items = act.frame.module.language === 'javascript' && truthOf(shell) === true ? use.args.positional[1] : undefined
    const line = deepTaints(act, value)
    return items === undefined || items === use.args.positional.at(-1) ? line : joinTaints(line, deepTaints(act, items))
  }
  return programTaints(act, use, value)
}

const SHELLS =
  /(?:^|\/)(?:sh|bash|zsh|dash|ksh|ash|cmd|cmd\.exe|powershell|powershell\.exe|pwsh|node|python3?|perl|ruby|php|env|xargs|ssh|su|sudo)$/
/** Options after which such a program takes text that it runs; a shell of another host takes it without one. */
const RUNS = /^(?:-[a-z]*[ce]|--eval|--command|-p|\/[cCkK]|-Command|-EncodedCommand)$/i

/** Of an argument list the program, and what a shell or an interpreter among its items is told to run. */
export function programTaints(act: Activation, use: CallUse, value: Value): readonly Taint[] | null {
  let taints: readonly Taint[] = value.objects.length === 0 ? value.taints : []
  const [, second] = use.args.positional
  // A list that was passed is known to who passed it.
  if (value.objects.length === 0 && second === undefined) return stepInGiven(act, taints, RUN)
  if (value.objects.length === 0 && second !== undefined && isPassedList(act, second))
    return joinTaints(taints, stepInGiven(act, second.taints, `${RUN}${typeof value.constant === 'string' ? value.constant : ''}`))
  const lists = value.objects.length > 0 ? value.objects.map((id) => itemsOf(act, id)) : [[value, ...argumentsOf(act, use)]]
  for (const items of lists) {
    const [program] = items
    if (program !== undefined) taints = joinTaints(taints, program.taints)
    taints = joinTaints(joinTaints(taints, toldTaints(act, items)), optionTaints(act, items))
  }
  return taints
}

const isPassedList = ({ frame: { module } }: Activation, { objects, taints }: Value): boolean =>
  module.language === 'javascript' && objects.length === 0 && taints.length > 0 && taints.every(({ label }) => label.kind === 'parameter')

/** The same of a list that another function was given, with the program in front of it where that stands by itself. */
export function ranTaints(act: Activation, value: Value, program: string): readonly Taint[] {
  if (value.objects.length === 0) return stepInGiven(act, value.taints, `${RUN}${program}`)
  // What a list is said to carry beside its items came with them.
  const held = value.objects.flatMap((id) => itemsOf(act, id)).flatMap((item) => deepTaints(act, item))
  let taints: readonly Taint[] = value.taints.filter(({ label }) => !held.some((taint) => taint.label === label))
  for (const id of value.objects) {
    const items = program === '' ? itemsOf(act, id) : [constantValue(program), ...itemsOf(act, id)]
    taints = joinTaints(taints, items[0]?.taints ?? NO_TAINTS)
    taints = joinTaints(joinTaints(taints, toldTaints(act, items)), optionTaints(act, items))
  }
  return taints
}

/** What stands behind `sh -c`, `python -c`, `ssh host`. */
function toldTaints(act: Activation, items: readonly Value[]): readonly Taint[] {
  let taints: readonly Taint[] = []
  let isTold = false
  const name = typeof items[0]?.constant === 'string' ? items[0].constant : ''
  if (!SHELLS.test(name)) return taints
  const isRemote = /(?:^|\/)ssh$/.test(name)
  let plain = 0
  for (const item of items.slice(1)) {
    const text = typeof item.constant === 'string' ? item.constant : null
    if (isTold || (isRemote && plain > 0)) taints = joinTaints(taints, deepTaints(act, item))
    if (text !== null && RUNS.test(text)) isTold = true
    else if (text === null || !text.startsWith('-')) plain++
    if (text !== null && SHELLS.test(text)) return joinTaints(taints, toldTaints(act, items.slice(items.indexOf(item))))
  }
  return taints
}

/** Programs with options that run something, or write where they are told. */
const OPTIONS_ACT =
  /(?:^|\/)(?:git|hg|svn|curl|wget|tar|rsync|find|ssh|scp|sftp|zip|sed|awk|man|psql|mysqldump|yt-dlp|youtube-dl|nmap|sendmail|wkhtmltopdf|gs|pandoc|docker|kubectl)$/
/** Somebody looks at how the text begins. */
const LOOKS_AT_BEGINNING = /starts_?[wW]ith\(\s*\(?\s*['"`](?:-|https?:|git@|ssh:)|\[0\]\s*[!=]==?\s*['"]-|\^-|\(\?!-/

/** A text of its own that may begin with a dash is an option, unless `--` says that the options are over (CWE-88). */
function optionTaints(act: Activation, items: readonly Value[]): readonly Taint[] {
  let taints: readonly Taint[] = []
  const name = typeof items[0]?.constant === 'string' ? items[0].constant : ''
  if (!OPTIONS_ACT.test(name) || LOOKS_AT_BEGINNING.test(textOf(act.frame.module))) return taints
  for (const [index, item] of items.entries()) {
    if (index === 0) continue
    if (item.constant === '--' || item.constant === '--end-of-options') break
    const before = items[index - 1]?.constant
    // Long options of git take their value behind an equals sign.
    const isArgumentOfOption =
      typeof before === 'string' && (/^-[A-Za-z]+$/.test(before) || (/^--[\w-]+$/.test(before) && !/git$/.test(name)))
    if (typeof item.constant !== 'string' && item.prefix === '' && item.objects.length === 0 && !isArgumentOfOption)
      taints = joinTaints(taints, item.taints)
  }
  return taints
}

/** Further arguments of a call that takes them one by one or as a second list. */
function argumentsOf(act: Activation, use: CallUse): readonly Value[] {
  const [, second, ...more] = use.args.positional
  if (second === undefined) return []
  if (second.objects.length > 0) return second.objects.flatMap((id) => itemsOf(act, id))
  return [second, ...more]
}

function itemsOf(act: Activation, id: number): readonly Value[] {
  const object = act.object(id)
  if (object === undefined || object.shape === 'dict') return []
  const items: Value[] = []
  for (let index = 0; object.entries.has(String(index)); index++) items.push(object.entries.get(String(index)) ?? NOTHING)
  return object.rest === null ? items : [...items, object.rest]
}

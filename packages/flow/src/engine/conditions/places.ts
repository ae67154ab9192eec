import type { Activation } from '../activation.ts'
import type { CallUse } from '../call.ts'
import { deepTaints } from '../containers.ts'
import { getMember } from '../members.ts'
import { textOf } from '../place.ts'
import type { Program } from '../program.ts'
import { NOTHING, type Taint, type Value } from '../value.ts'
import { wholeTaints } from './objects.ts'

/** Lines put behind the others of a file, as logs are; what is quoted as JSON has lost its line breaks before. */
export function streamTaints(act: Activation, use: CallUse, value: Value): readonly Taint[] | null {
  const origin = use.receiver?.hint?.kind === 'library' ? use.receiver.hint.origin : null
  if (origin === null || value.type !== 'string') return null
  const [file, options] = [0, 1].map((index) => act.engine.denoter.argument(origin, origin.call, index))
  const flags = options?.kind === 'dict' ? options.entries.get('flags') : options
  const appends = flags?.kind === 'constant' && String(flags.value).startsWith('a')
  const isLog = file?.kind === 'constant' && /\.log$|(?:^|\/)log\//.test(String(file.value))
  return appends || isLog ? deepTaints(act, value) : null
}

const READS_SETTINGS =
  /['"`/](?:ejs|hbs|express-handlebars|eta|squirrelly|dot|express-dot-engine)['"`]|\bengine\(\s*['"](?:hbs|handlebars|ejs)/
const known = new WeakMap<Program, boolean>()

/** Engines that look for settings of their own among the data of a view: whoever names the keys chooses them. */
export function settingTaints(act: Activation, value: Value): readonly Taint[] | null {
  const { program } = act.engine
  let isSet = known.get(program)
  if (isSet === undefined) {
    isSet =
      program.templates.all.some(({ file }) => /\.(?:ejs|hbs|handlebars|eta)$/.test(file)) ||
      program.modules.some((module) => module.language === 'javascript' && READS_SETTINGS.test(textOf(module)))
    known.set(program, isSet)
  }
  return isSet ? wholeTaints(act, value) : null
}

/** The type that the sender declared, for an object that everybody may read. */
export function publicTaints(act: Activation, use: CallUse, given: Value): readonly Taint[] | null {
  const value = given.objects.length === 0 ? given : getMember(act, given, 'ContentType', use.instruction)
  const [first = NOTHING] = use.args.positional
  const acl = [first, getMember(act, first, 'params', use.instruction)].map((each) => getMember(act, each, 'ACL', use.instruction).constant)
  return acl.some((each) => typeof each === 'string' && each.startsWith('public')) ? deepTaints(act, value) : null
}

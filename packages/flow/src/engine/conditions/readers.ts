import type { Activation } from '../activation.ts'
import type { CallUse } from '../call.ts'
import { deepTaints } from '../containers.ts'
import { getMember } from '../members.ts'
import { type Taint, truthOf, type Value } from '../value.ts'
import { optionOf } from './options.ts'

/** The member under which a reader remembers that it follows external entities. */
export const EXTERNAL_ENTITIES = '<external-entities>'

/** YAML that makes any object of its tags, and weights that are pickles, unless the call asks for plain data. */
export function loaderTaints(act: Activation, use: CallUse, value: Value): readonly Taint[] | null {
  const weights = use.args.named.get('weights_only')
  if (weights !== undefined && truthOf(weights) === true) return null
  const loader = use.args.named.get('Loader') ?? use.args.positional[1]
  return loader !== undefined && isPlainLoader(act, loader.hint, 0) ? null : deepTaints(act, value)
}

function isPlainLoader(act: Activation, hint: Value['hint'], depth: number): boolean {
  if (hint === null || depth > DEEPEST_LOADER) return false
  if (hint.kind === 'choice') return hint.hints.every((one) => isPlainLoader(act, one, depth + 1))
  if (hint.kind === 'library') return PLAIN_LOADER.test(hint.name)
  if (hint.kind !== 'class') return false
  const bases = act.engine.denoter.bases(hint.module, hint.class)
  return bases.some((base) =>
    base.kind === 'library'
      ? PLAIN_LOADER.test(base.name)
      : base.kind === 'class' && isPlainLoader(act, { ...hint, module: base.module, class: base.class }, depth + 1),
  )
}

const PLAIN_LOADER = /(?:^|\.)C?(?:Safe|Base)Loader$|Safe\w*$/
const DEEPEST_LOADER = 6

/** A schema that knows functions: js-yaml 3 has one of its own, later versions take it from another package. */
export function schemaTaints(act: Activation, use: CallUse, value: Value): readonly Taint[] | null {
  const schema = optionOf(act, use, 'schema')
  // Up to the third version the schema that knows functions is the one that nobody names.
  const major = act.engine.program.majorOf(act.frame.module.file, 'js-yaml')
  if (schema === null && major !== null && major <= LAST_WITH_FUNCTIONS) return deepTaints(act, value)
  if (schema === null || schema.hint?.kind !== 'library') return null
  const { name, origin } = schema.hint
  if (/DEFAULT_FULL_SCHEMA|js-yaml-js-types/.test(name)) return deepTaints(act, value)
  const added = origin === null ? null : act.engine.denoter.argument(origin, origin.call, 0)
  const isExtended =
    /\.extend\(\)$/.test(name) &&
    (added?.kind === 'library' ||
      (added?.kind === 'list' && added.items.some((item) => item.kind === 'library' && item.name.includes('js-yaml-js-types'))))
  return isExtended && (added.kind !== 'library' || added.name.includes('js-yaml-js-types')) ? deepTaints(act, value) : null
}

const LAST_WITH_FUNCTIONS = 3

export function pickleTaints(act: Activation, use: CallUse, value: Value): readonly Taint[] | null {
  const allowed = use.args.named.get('allow_pickle')
  return allowed !== undefined && truthOf(allowed) === true ? deepTaints(act, value) : null
}

/** `YAML(typ='unsafe')`. */
export function typedReaderTaints(act: Activation, use: CallUse, value: Value): readonly Taint[] | null {
  const origin = use.receiver?.hint?.kind === 'library' ? use.receiver.hint.origin : null
  const type = origin === null ? null : act.engine.denoter.argument(origin, origin.call, 0, 'typ')
  return type?.kind === 'constant' && type.value === 'unsafe' ? deepTaints(act, value) : null
}

/** lxml and the like read entities of a document unless the parser is told not to. */
export function parserTaints(act: Activation, use: CallUse, value: Value): readonly Taint[] | null {
  const parser = use.args.named.get('parser') ?? use.args.positional[1]
  if (parser !== undefined && isExternal(act, parser, use)) return deepTaints(act, value)
  const details = parser?.hint?.kind === 'library' ? parser.hint.details : null
  if (details !== null) {
    const loads = details.named.get('load_dtd')
    const resolve = details.named.get('resolve_entities')
    if (resolve !== undefined && truthOf(resolve) === true) return deepTaints(act, value)
    if (resolve === undefined) return loads !== undefined && truthOf(loads) === true ? deepTaints(act, value) : null
    return truthOf(resolve) === false || resolve.constant === 'internal' ? null : deepTaints(act, value)
  }
  const entities = optionOf(act, use, 'noent') ?? optionOf(act, use, 'replaceEntities') ?? optionOf(act, use, 'resolve_entities')
  if (entities !== null) return truthOf(entities) === false ? null : deepTaints(act, value)
  return null
}

/** A reader that was told to follow them. */
export function readerTaints(act: Activation, use: CallUse, value: Value): readonly Taint[] | null {
  return use.receiver !== null && isExternal(act, use.receiver, use) ? deepTaints(act, value) : null
}

function isExternal(act: Activation, reader: Value, use: CallUse): boolean {
  return getMember(act, reader, EXTERNAL_ENTITIES, use.instruction).constant === true
}

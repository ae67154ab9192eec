import type { Activation } from '../activation.ts'
import type { CallUse } from '../call.ts'
import { setMember } from '../containers.ts'
import { getMember } from '../members.ts'
import { shadowOf } from '../state.ts'
import { NOTHING, type Value } from '../value.ts'
import type { SpecialCall } from './special-call.ts'

const PARSERS = ['ConfigParser', 'RawConfigParser', 'SafeConfigParser']

/** `parser.set('paths', 'theme', name)` and `parser.get('paths', 'theme')`: each option of a section has its own value. */
export const OPTION_FILES: readonly (readonly [string, SpecialCall])[] = PARSERS.flatMap((parser) => [
  [`configparser.${parser}().set`, setOption],
  [`configparser.${parser}().get`, getOption],
])

function keyOf({ args }: CallUse): string | null {
  const [section, option] = args.positional.map(({ constant }) => constant)
  return typeof section === 'string' && typeof option === 'string' ? `${section}]${option}` : null
}

function setOption(act: Activation, use: CallUse): Value | undefined {
  const key = keyOf(use)
  const value = use.args.positional[2]
  if (use.receiver === null || value === undefined) return undefined
  setMember(act, use.receiver, key, value)
  return NOTHING
}

function getOption(act: Activation, use: CallUse): Value | undefined {
  const key = keyOf(use)
  const { receiver } = use
  if (key === null || receiver === null) return undefined
  const written = act.object(receiver.objects[0] ?? shadowOf(receiver.number))?.entries.get(key)
  return written === undefined ? undefined : getMember(act, receiver, key, use.instruction)
}

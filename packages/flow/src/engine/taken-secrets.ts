import { isSecretName } from '../knowledge/secret-names.ts'
import type { Activation } from './activation.ts'
import { PART_ONLY } from './kinds.ts'
import { clearTaints, type Value } from './value.ts'

/**
 * `const { password, ...rest } = body`, `del data['password']`, `data.pop('password')`: what is left of a body whose secret was taken out
 * is the body no more. Yields the value as it is then.
 */
export function withoutSecret(act: Activation, value: Value, key: unknown): Value {
  if (typeof key !== 'string' || !isSecretName(key)) return value
  if (value.number !== 0) act.learn([{ number: value.number, cleared: PART_ONLY, weak: null }])
  for (const id of value.objects) {
    const object = act.object(id)
    if (object?.rest != null) act.setObject(id, { ...object, rest: partOnly(object.rest) })
  }
  return partOnly(value)
}

const partOnly = (value: Value): Value => (value.taints.length === 0 ? value : { ...value, taints: clearTaints(value.taints, PART_ONLY) })

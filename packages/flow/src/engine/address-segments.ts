import type { Activation } from './activation.ts'
import { deepTaints } from './containers.ts'
import { maskOf } from './kinds.ts'
import { clearTaints, joinTaints, NOTHING, type Value } from './value.ts'

/** An address of yarl, once made. */
export const YARL = 'yarl.URL()'
/** What the host of an address decides. */
export const HOST_KINDS = maskOf('ssrf', 'open-redirect')

/** `URL(origin) / segment` of yarl: it leads where it led before. */
export function segmentJoined(act: Activation, address: Value, segment: Value): Value | null {
  if (address.hint?.kind !== 'library' || address.hint.name !== YARL) return null
  return { ...NOTHING, hint: address.hint, taints: joinTaints(deepTaints(act, address), clearTaints(deepTaints(act, segment), HOST_KINDS)) }
}

import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import { deepTaints } from './containers.ts'
import { maskOf } from './kinds.ts'
import { clearTaints, type Taint } from './value.ts'

/** Methods that give the fields of a model as a dictionary. */
export const DUMPS = /^(?:model_dump|dict|_asdict|asdict)$/

/** `model.model_dump(include=self.editable)`: a list of the program's own, which we need not be able to read. */
export function isLimitedDump(act: Activation, use: CallUse): boolean {
  const wanted = DUMPS.test(use.method) ? use.args.named.get('include') : undefined
  return wanted !== undefined && wanted.constant !== null && deepTaints(act, wanted).every(({ label }) => label.kind !== 'source')
}

/** Of a dictionary that is limited to names of the program nobody chose the names. */
export function limitedDump(act: Activation, use: CallUse, taints: readonly Taint[]): readonly Taint[] {
  return isLimitedDump(act, use) ? clearTaints(taints, maskOf('mass-assignment')) : taints
}

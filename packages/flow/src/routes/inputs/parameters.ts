import type { IrFunction, Slot } from '../../ir/ir.ts'

/** Slots of the parameters that positional arguments fill, without the receiver. */
export function positionalParameters({ parameters, selfSlot }: IrFunction): readonly Slot[] {
  return parameters.filter(({ slot, kind }) => slot !== selfSlot && kind === 'positional').map(({ slot }) => slot)
}

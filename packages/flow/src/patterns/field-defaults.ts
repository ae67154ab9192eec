import type { IrFunction } from '../ir/ir.ts'
import type { Reader, SeenCall } from '../routes/reader.ts'

/** Options of fields of models, dataclasses and columns that name a function to fill them. */
const FILLS = new Set(['default', 'default_factory', 'insert_default', 'factory', 'onupdate'])

/** A field that is filled by a function unless somebody gives it. */
export interface FilledField {
  readonly call: SeenCall
  /** Class and field as they are written: `Invitation code`. */
  readonly name: string
}

/** `code = models.CharField(default=make_code)`, `token: str = Field(default_factory=make_token)`: the fields that the function fills. */
export function fieldsFilledBy(reader: Reader, fn: IrFunction): readonly FilledField[] {
  return reader.calls.flatMap((call) => {
    if (call.function.kind !== 'class-body' || call.module.language !== 'python') return []
    const isFilled = call.call.args.some((argument) => {
      if (argument.kind !== 'named' || !FILLS.has(argument.name)) return false
      const denoted = reader.denoter.denote(call, argument.value)
      return denoted.kind === 'function' && denoted.function === fn
    })
    const owner = isFilled ? call.module.classes.find(({ body }) => body === call.function.index) : undefined
    const field = owner?.members.find(({ kind, slot }) => kind === 'field' && slot >= 0 && holds(call, slot))
    return owner === undefined || field === undefined ? [] : [{ call, name: `${owner.name} ${field.name}` }]
  })
}

/** Whether a name of a class body is what the call made. */
const holds = ({ function: body, call }: SeenCall, slot: number): boolean =>
  slot === call.dst ||
  body.blocks.some(({ instructions }) => instructions.some((one) => one.op === 'move' && one.dst === slot && one.src === call.dst))

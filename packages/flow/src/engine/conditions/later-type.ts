import type { Slot } from '../../ir/ir.ts'
import type { Activation } from '../activation.ts'
import type { CallUse } from '../call.ts'

const TYPE_HEADER = /^content-type$/i
const TYPE_FIELD = /^(?:mimetype|content_type|media_type)$/

/** `ctx.type = 'text/calendar'` of Koa, before or after the body, where all that the function states is one; null when it states none. */
export function typeAssigned({ frame, engine }: Activation, { instruction }: CallUse): string | null {
  const held = frame.function.names.get(instruction.receiver)
  const stated = frame.function.blocks.flatMap(({ instructions }) =>
    instructions.flatMap((one) =>
      one.op === 'set' &&
      one.key === 'type' &&
      (one.object === instruction.receiver || (held !== undefined && frame.function.names.get(one.object) === held))
        ? [engine.denoter.denote(frame, one.src)]
        : [],
    ),
  )
  // Whoever computes a type seldom means HTML.
  const types = stated.map((one) => (one.kind === 'constant' && typeof one.value === 'string' ? one.value : 'application/octet-stream'))
  const [first] = types
  return first === undefined ? null : (types.find((type) => /html|svg|xml/i.test(type)) ?? first)
}

/**
 * The content type that later lines of the same function give to what a call made: `r = make_response(text)`, then
 * `r.headers['Content-Type'] = 'application/json'`. Null when none does, '' when it is not known which.
 */
export function typeSetLater({ frame, engine }: Activation, { instruction: made }: CallUse): string | null {
  const held = new Set<Slot>([made.dst])
  const headers = new Set<Slot>()
  let isLater = false
  const textOf = (slot: Slot): string => {
    const denoted = engine.denoter.denote(frame, slot)
    return denoted.kind === 'constant' && typeof denoted.value === 'string' ? denoted.value : ''
  }
  for (const { instructions } of frame.function.blocks) {
    for (const next of instructions) {
      if (next === made) isLater = true
      if (!isLater) continue
      if (next.op === 'move' && held.has(next.src)) held.add(next.dst)
      else if (next.op === 'get' && held.has(next.object) && next.key === 'headers') headers.add(next.dst)
      else if (next.op === 'set' && held.has(next.object) && TYPE_FIELD.test(next.key)) return textOf(next.src)
      else if (next.op === 'set-index' && (held.has(next.object) || headers.has(next.object)) && TYPE_HEADER.test(textOf(next.index)))
        return textOf(next.src)
      else if (next.op === 'call' && headers.has(next.receiver) && /^(?:set|add|__setitem__)$/.test(next.method)) {
        const [name, type] = next.args
        if (name !== undefined && type !== undefined && TYPE_HEADER.test(textOf(name.value))) return textOf(type.value)
      }
    }
  }
  return null
}

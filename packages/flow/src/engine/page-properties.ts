import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import { getMember } from './members.ts'
import { textOf } from './place.ts'
import type { Value } from './value.ts'

const MAKES_MARKUP = /\b(?:Markup|mark_safe|SafeString|SafeText)\(/

/**
 * Properties that make markup, of objects that a page is given: the page asks for them with an escaped output, which leaves markup as it
 * is. What they mark as safe is judged in them.
 */
export function askProperties(act: Activation, use: CallUse): void {
  if (act.frame.module.language !== 'python') return
  for (const value of givenValues(act, use)) {
    if (value.hint?.kind !== 'instance' || value.objects.length === 0) continue
    const { module, class: owner } = value.hint
    for (const { kind, name, function: at } of owner.members) {
      const property = kind === 'getter' ? module.functions[at] : undefined
      if (property !== undefined && MAKES_MARKUP.test(textOf(module).slice(property.start, property.end)))
        getMember(act, value, name, use.instruction)
    }
  }
}

function givenValues(act: Activation, { args }: CallUse): readonly Value[] {
  const bags = [...args.positional, ...args.named.values(), ...(args.spreadNamed === null ? [] : [args.spreadNamed])]
  return bags.flatMap((value) => [
    value,
    ...value.objects.flatMap((id) => {
      const object = act.object(id)
      return object?.shape === 'dict' ? [...object.entries.values()] : []
    }),
  ])
}

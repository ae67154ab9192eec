import type { Framework, HandlerModel } from '../knowledge/handlers.ts'
import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import type { FunctionHint } from './call-function.ts'
import { elementOf, getMember } from './members.ts'
import { runHandler } from './run-handler.ts'
import { functionHints } from './unknown-call.ts'
import type { Hint, Value } from './value.ts'

/** Remembers the functions given to a framework; they are analysed as handlers once every module has run. */
export function registerHandlers(act: Activation, model: HandlerModel, use: CallUse, hint: Hint & { kind: 'library' }): void {
  const path = pathOf(use, hint)
  for (const handler of handlersOf(act, use)) register(act, model.framework, handler, path)
}

function register(act: Activation, framework: Framework, handler: FunctionHint, path: string): void {
  const { engine } = act
  const key = `${framework}|${handler.module.file}|${handler.function.index}|${handler.environment?.id ?? 0}`
  if (engine.registered.has(key)) return
  engine.registered.add(key)
  engine.pending.push(() => runHandler(engine, framework, handler, path))
}

function pathOf(use: CallUse, hint: Hint & { kind: 'library' }): string {
  const candidates = [hint.details?.args[0], hint.details?.named.get('path'), hint.details?.named.get('rule'), use.args.positional[0]]
  for (const candidate of candidates) if (typeof candidate?.constant === 'string') return candidate.constant
  return ''
}

function handlersOf(act: Activation, use: CallUse): FunctionHint[] {
  const found: FunctionHint[] = []
  const add = (value: Value, depth: number): void => {
    found.push(...functionHints(value.hint))
    if (depth === 0 || value.hint !== null) return
    if (value.objects.length === 0) return
    for (const id of value.objects) {
      const object = act.state.heap.get(id)
      if (object === undefined) continue
      if (object.shape === 'dict') {
        for (const key of ['handler', 'preHandler', 'preValidation', 'onRequest'])
          add(getMember(act, value, key, use.instruction), depth - 1)
      } else for (const entry of object.entries.values()) add(entry, depth - 1)
    }
    if (value.objects.length > 0) found.push(...functionHints(elementOf(act, value, use.instruction).hint))
  }
  for (const value of [...use.args.positional, ...use.args.named.values()]) add(value, 2)
  return found.filter((hint, index) => found.findIndex((other) => other.function === hint.function) === index)
}

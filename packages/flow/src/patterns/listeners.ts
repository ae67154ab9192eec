import type { Scope } from '../engine/program.ts'
import type { Instruction } from '../ir/ir.ts'
import { isServed, stringAt } from '../routes/reader.ts'
import { argumentAt, type CallFinder, constantOf, optionOf, type PatternContext } from './context.ts'
import { fallbackSecret, isEnvironment } from './secret-values.ts'

const EVERYWHERE = /^(?:0\.0\.0\.0|::|\[::\]|\*)$/
const ADDRESS_NAME =
  /^(?:(?:app|api|http|server|service|web|flask|fastapi|uvicorn|listen|bind)_?)?(?:host|hostname|bind|bind_?(?:address|host)|listen_?(?:address|host)|listen)$/i

function report(context: PatternContext, scope: Scope, start: number, end: number, host: string): void {
  context.emit(scope, start, end, {
    kind: 'bind-all-interfaces',
    cwe: 668,
    message: `the server listens on ${host}`,
    details: { host },
    confidence: 'low',
  })
}

/** `app.listen(3000, '0.0.0.0')`, `serve(app, host='0.0.0.0')`; objects of options are read with the addresses below. */
export const listeners: CallFinder = (context, call) => {
  if (!isServed(context.reader, call.module.file)) return
  if (call.method === 'listen' && call.call.receiver >= 0) {
    const host = constantOf(argumentAt(context, call, 1))
    if (typeof host === 'string' && EVERYWHERE.test(host)) report(context, call, call.call.start, call.call.end, host)
  } else if (/^(?:aiohttp\.web\.run_app|waitress\.serve|hypercorn\.\w+|wsgiref\.simple_server\.make_server)$/.test(call.name)) {
    const host = constantOf(optionOf(context, call, 'host') ?? argumentAt(context, call, 0))
    if (typeof host === 'string' && EVERYWHERE.test(host)) report(context, call, call.call.start, call.call.end, host)
  }
}

/** The address of the configuration, as a constant or as what an absent variable falls back to. */
export function listeningAddresses(context: PatternContext): void {
  for (const module of context.reader.program.modules) {
    if (!isServed(context.reader, module.file) || !/0\.0\.0\.0|["']::["']/.test(context.reader.textOf(module.file))) continue
    for (const fn of module.functions) {
      const scope = { module, function: fn }
      for (const block of fn.blocks) for (const instruction of block.instructions) readInstruction(context, scope, instruction)
    }
  }
}

function readInstruction(context: PatternContext, scope: Scope, instruction: Instruction): void {
  if (instruction.op === 'dict') {
    for (const entry of instruction.entries) if (entry.kind === 'entry') address(context, scope, entry.key, entry.value, instruction)
  } else if (instruction.op === 'set') address(context, scope, instruction.key, instruction.src, instruction)
  else if (instruction.op === 'move') address(context, scope, scope.function.names.get(instruction.dst) ?? '', instruction.src, instruction)
  else if (instruction.op === 'call' || instruction.op === 'const') {
    const name = scope.function.names.get(instruction.dst) ?? (instruction.op === 'call' ? variableAsked(context, instruction) : '')
    address(context, scope, name, instruction.dst, instruction)
  }
}

/** `HOST` of `os.environ.get('HOST', '0.0.0.0')`, wherever its value goes. */
function variableAsked({ reader }: PatternContext, call: Extract<Instruction, { op: 'call' }>): string {
  const seen = reader.seenCall(call)
  if (seen === undefined || !isEnvironment(seen.name)) return ''
  return stringAt(reader, seen, call.args[0]?.value ?? -1) ?? ''
}

function address(context: PatternContext, scope: Scope, name: string, slot: number, at: Instruction): void {
  if (!ADDRESS_NAME.test(name)) return
  const host = stringAt(context.reader, scope, slot) ?? fallbackSecret(context, scope, slot)
  if (host === null || !EVERYWHERE.test(host)) return
  const place = hostPlace(context, scope, at)
  report(context, scope, place, place + 1, host)
}

/** Where the address itself stands, when an object of several lines holds it. */
function hostPlace({ reader }: PatternContext, scope: Scope, at: Instruction): number {
  const text = reader.textOf(scope.module.file)
  const match = /["'](?:0\.0\.0\.0|::)["']/.exec(text.slice(at.start, at.end))
  return match === null ? at.start : at.start + match.index
}

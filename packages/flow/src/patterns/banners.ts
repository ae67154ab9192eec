import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { nameTest } from '../remembered.ts'
import { definitionBehind, isServed, nameOf, type Reader, type SeenCall, slotText, stringAt } from '../routes/reader.ts'
import { argumentAt, type CallFinder, type InstructionFinder, optionOf, type PatternContext, slotAt } from './context.ts'
import { saysAnywhere } from './said-anywhere.ts'

const BANNER = /^(?:server|x-powered-by|x-generator|x-aspnet-version)$/i
const SETS = /^(?:setHeader|header|set|append|set_header|appendHeader)$/
/** What headers are set on; `registry.set('server', address)` is none. */
const ANSWER = /(?:^|[.\])\s])(?:res|resp|response|reply|answer|ctx|context|c|self|this|headers?|h|raw)\)?$/i
/** A version that is written, or put in where the answer is made. */
const ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}\b/
const VERSION = /\d+\.\d+|version/i

/** `res.setHeader('Server', 'shop/1.2')`, and what a middleware is told to say. */
export const bannerCalls: CallFinder = (context, call) => {
  if (call.name === 'hono/powered-by.poweredBy') {
    const said = optionOf(context, call, 'serverName')
    if (said !== undefined) judge(context, call, textOfCall(context, call), call.call.start, call.call.end)
    return
  }
  if (!SETS.test(call.method)) return
  const name = stringAt(context.reader, call, slotAt(call, 0))
  if (name === null || !BANNER.test(name) || !isServed(context.reader, call.module.file)) return
  if (call.call.receiver >= 0 && !ANSWER.test(slotText(context.reader, call, call.call.receiver))) return
  judge(context, call, valueAt(context, call, slotAt(call, 1)), call.call.start, call.call.end)
}

/** `response.headers["X-Powered-By"] = f"Flask {version}"`. */
export const bannerEntries: InstructionFinder = {
  ops: ['set-index'],
  find(context, scope, instruction) {
    if (instruction.op !== 'set-index') return
    const name = stringAt(context.reader, scope, instruction.index)
    if (name === null || !BANNER.test(name)) return
    const text = context.reader.textOf(scope.module.file).slice(instruction.start, instruction.end)
    if (/headers?\s*\[|^\s*\w*res\w*\s*\[/i.test(text))
      judge(context, scope, writtenAt(context.reader, scope, instruction.src), instruction.start, instruction.end)
  },
}

const textOfCall = ({ reader }: PatternContext, { module, call }: SeenCall): string =>
  reader.textOf(module.file).slice(call.start, call.end)

function writtenAt(reader: Reader, scope: Scope, slot: Slot): string {
  const behind = definitionBehind(scope, slot)
  if (behind === null) return ''
  return reader.textOf(behind.scope.module.file).slice(behind.instruction.start, behind.instruction.end)
}

function valueAt(context: PatternContext, call: SeenCall, slot: Slot): string {
  const constant = slot < 0 ? null : stringAt(context.reader, call, slot)
  if (constant !== null) return constant
  const text = textOfCall(context, call)
  return text.slice(text.indexOf(',') + 1)
}

function judge(context: PatternContext, scope: Scope, value: string, start: number, end: number): void {
  if (!VERSION.test(value) || ADDRESS.test(value)) return
  context.emit(scope, start, end, {
    kind: 'banner-told',
    cwe: 497,
    message: 'a header tells the version of what answers',
    details: { isVersion: true },
    confidence: 'medium',
  })
}

const isAiohttp = nameTest(/^aiohttp\.web\.(?:run_app|AppRunner|ServerRunner)$/)
const isTornado = nameTest(/^tornado\.(?:web\.Application|httpserver\.HTTPServer)$/)
const isExpress = nameTest(/^express$/)
const isNest = nameTest(/^@nestjs\/core\.NestFactory\.create$/)

/** What servers say of themselves with each answer unless they are told not to: `Python/3.13 aiohttp/3.12`, `TornadoServer/6.5`, `Express`. */
export function defaultBanners(context: PatternContext): void {
  const { reader, routes } = context
  if (routes.length === 0) return
  const served = reader.calls.filter(
    ({ module }) => reader.roleOf(module.file) === 'application' || reader.roleOf(module.file) === 'script',
  )
  const versioned = served.find(({ name }) => isAiohttp(name)) ?? served.find(({ name }) => isTornado(name))
  if (versioned !== undefined && !saysAnywhere(context, /["'`]server["'`]|hdrs\.SERVER|\bSERVER_SOFTWARE\b/i))
    context.emitCall(versioned, {
      kind: 'banner-told',
      cwe: 497,
      message: `the header Server of ${versioned.name.split('.')[0]} names itself and Python with their versions, and nothing takes it away`,
      details: { isVersion: true },
      confidence: 'medium',
    })
  const named = served.find((call) => isExpress(call.name) || (isNest(call.name) && !isFastify(context, call)))
  if (named !== undefined && !saysAnywhere(context, /x-powered-by|helmet|hidePoweredBy|lusca/i))
    context.emitCall(named, {
      kind: 'banner-told',
      cwe: 497,
      message: 'the header X-Powered-By names Express, and nothing takes it away',
      details: { isVersion: false },
      confidence: 'medium',
    })
}

const isFastify = (context: PatternContext, call: SeenCall): boolean =>
  /FastifyAdapter/.test(nameOf(argumentAt(context, call, 1) ?? { kind: 'unknown' })) || /FastifyAdapter/.test(textOfCall(context, call))

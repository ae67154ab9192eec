import { dictEntries } from '../routes/handler-values.ts'
import { definitionBehind, isServed } from '../routes/reader.ts'
import { argumentAt, type CallFinder, constantOf, optionOf, type PatternContext } from './context.ts'

const MESSAGE = 'the leftmost X-Forwarded-For, which the client writes itself, is taken for its address'

/** Frameworks told to believe every proxy: the address that limits count by is then the client's to choose. */
export const trustedProxies: CallFinder = (context, call) => {
  if (!isServed(context.reader, call.module.file)) return
  const setting = constantOf(argumentAt(context, call, 0))
  const isExpress = call.method === 'set' && setting === 'trust proxy' && constantOf(argumentAt(context, call, 1)) === true
  const isEnabled = call.method === 'enable' && setting === 'trust proxy'
  const isFastify = /^fastify(?:\.fastify)?$/.test(call.name) && constantOf(optionOf(context, call, 'trustProxy')) === true
  const isKoa =
    call.name === 'koa' && constantOf(optionOf(context, call, 'proxy')) === true && optionOf(context, call, 'maxIpsCount') === undefined
  if (!isExpress && !isEnabled && !isFastify && !isKoa) return
  if (!limitsRates(context)) return
  context.emitCall(call, {
    kind: 'spoofable-address',
    cwe: 348,
    message: `every proxy is believed: ${MESSAGE}`,
    details: { setting: isKoa ? 'proxy' : isFastify ? 'trustProxy' : 'trust proxy' },
    confidence: 'medium',
  })
}

/** Throttles of Django REST framework without `NUM_PROXIES`: the whole X-Forwarded-For is the client's name. */
export function throttleAddresses(context: PatternContext): void {
  if (!limitsRates(context) || !context.settings.has('ROOT_URLCONF')) return
  for (const { scope, slot, start, end } of context.settings.get('REST_FRAMEWORK') ?? []) {
    const entries = dictEntries(scope, slot)
    const throttles = entries.find(({ key }) => key === 'DEFAULT_THROTTLE_RATES' || key === 'DEFAULT_THROTTLE_CLASSES')
    if (throttles === undefined || !usesOwnThrottles(context)) continue
    const proxies = entries.find(({ key }) => key === 'NUM_PROXIES')
    const at = definitionBehind(throttles.scope, throttles.value)?.instruction ?? { start, end }
    if (proxies !== undefined && constantOf(context.reader.denoter.denote(proxies.scope, proxies.value)) !== null)
      context.examine('spoofable-address', scope, at.start, at.end)
    else
      context.emit(scope, at.start, at.end, {
        kind: 'spoofable-address',
        cwe: 348,
        message: 'without NUM_PROXIES a throttle counts by the whole X-Forwarded-For, which the client writes itself',
        details: { setting: 'NUM_PROXIES' },
        confidence: 'medium',
      })
  }
}

/** Throttles of the library, which ask the address of whoever is not signed in, are somewhere in the source. */
function usesOwnThrottles({ reader }: PatternContext): boolean {
  return reader.program.modules.some(
    ({ file }) => isServed(reader, file) && /\b(?:AnonRateThrottle|ScopedRateThrottle|SimpleRateThrottle)\b/.test(reader.textOf(file)),
  )
}

function limitsRates({ routes }: PatternContext): boolean {
  return routes.some(({ fact }) => fact.rateLimits.length > 0)
}

import type { IrFunction } from '../ir/ir.ts'
import type { Framework } from '../knowledge/handlers.ts'
import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import { elementOf } from './containers.ts'
import { nameOf } from './guessed-sinks.ts'
import { registerGuessed } from './register-handlers.ts'
import { partsOf } from './shaped-handlers.ts'
import { functionHints } from './unknown-call.ts'

const VERBS = new Set(['get', 'post', 'put', 'patch', 'delete', 'del', 'all'])
const ROUTER = /^(?:\w*[aA]pp|\w*[rR]outer|\w*[sS]erver|fastify|instance|api|routes|scope|web|http)$/

/** `app.get('/path', handler)` where the caller of the function knows what the application is: the handler's parameters tell. */
export function guessedRoute(act: Activation, use: CallUse): void {
  if (act.frame.module.language !== 'javascript') return
  const [first] = use.args.positional
  if (VERBS.has(use.method)) {
    if (typeof first?.constant !== 'string' || !/^[/*]/.test(first.constant)) return
  } else if (use.method !== 'route' || (first?.objects.length ?? 0) === 0) return
  if (!ROUTER.test(nameOf(act, use.instruction.receiver, 0))) return
  const handlers = use.args.positional.flatMap((value) => functionHints(value.hint))
  const framework = use.method === 'route' ? ofRouteObject(act, use) : frameworkOf(handlers.at(-1)?.function)
  if (framework !== null) registerGuessed(act, framework, use)
}

/** Both take routes as objects; the path of one is what the other calls its URL. */
const ofRouteObject = (act: Activation, { args, instruction }: CallUse): Framework =>
  args.positional.some((given) =>
    [given, elementOf(act, given, instruction)].some(({ objects }) => objects.some((id) => act.object(id)?.entries.has('path') === true)),
  )
    ? 'hapi'
    : 'fastify'

/** Handlers of two or more parameters are known by their names wherever they stand. */
function frameworkOf(handler: IrFunction | undefined): Framework | null {
  const parameters = handler?.parameters.filter(({ slot }) => slot !== handler.selfSlot) ?? []
  const [first, second] = parameters
  if (handler === undefined || first === undefined || first.type !== null) return null
  if (first.name === 'c') return 'hono'
  if (first.name === 'ctx') return 'koa'
  if (/^_?req(?:uest)?$/.test(first.name)) return second === undefined || second.name === 'reply' ? 'fastify' : null
  const parts = partsOf(handler, first.slot)
  if (!['body', 'query', 'params', 'headers'].some((part) => parts.has(part))) return null
  return ['set', 'redirect', 'cookie', 'status', 'store'].some((part) => parts.has(part)) ? 'elysia' : 'fastify'
}

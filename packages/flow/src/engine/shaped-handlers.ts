import type { IrFunction, Module } from '../ir/ir.ts'
import type { Framework } from '../knowledge/handlers.ts'
import type { Program } from './program.ts'

const VERBS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])
const REQUEST = /^_?req(?:uest)?$/

const imports = ({ imports: entries }: Module, name: RegExp): boolean => entries.some(({ from }) => name.test(from))

const isExported = (module: Module, owner: IrFunction): boolean =>
  owner.parent === 0 &&
  module.exports.some((entry) => entry.kind === 'local' && (entry.name === owner.name || entry.name === 'default' || entry.name === '='))

/** Handlers that are registered where we cannot see it, by the names everyone gives their parameters. */
export function frameworkByShape(program: Program, module: Module, owner: IrFunction): Framework | null {
  if (module.language !== 'javascript') return djangoByShape(module, owner)
  if (/(?:^|\/)route\.[jt]sx?$/.test(module.file) && VERBS.has(owner.name)) return 'next'
  const parameters = owner.parameters.filter(({ slot }) => slot !== owner.selfSlot)
  const placed = frameworkByPlace(module, owner)
  if (placed !== null) return placed
  const first = parameters[0]
  if (first === undefined) return null
  if (owner.parameters.some(({ type }) => type !== null && type.name !== '{}' && type.name !== 'any'))
    return isEventOfOwnType(module, owner, first) ? 'lambda' : null
  const names = parameters.map(({ name }) => name)
  return byNames(program, module, owner, names) ?? byParts(module, owner, partsOf(owner, first.slot))
}

function djangoByShape(module: Module, owner: IrFunction): Framework | null {
  const parameters = owner.parameters.filter(({ slot }) => slot !== owner.selfSlot)
  const type = parameters[0]?.type?.name ?? ''
  const isRequest = parameters[0]?.name === 'request' && (type === '' || /(?:Http|WSGI|ASGI|^|\.)Request$/.test(type))
  return isRequest && imports(module, /^(?:django|rest_framework)\b/) ? 'django' : null
}

function byNames(program: Program, module: Module, owner: IrFunction, names: readonly string[]): Framework | null {
  const [a = '', b = '', c = ''] = names
  if (REQUEST.test(a) && /^_?res(?:ponse)?$/.test(b)) return 'express'
  if (/^err(?:or)?$/.test(a) && REQUEST.test(b) && /^_?res(?:ponse)?$/.test(c)) return 'express'
  if (REQUEST.test(a) && b === 'reply') return 'fastify'
  if (REQUEST.test(a) && /^(?:h|toolkit)$/.test(b)) return 'hapi'
  if (REQUEST.test(a) && /(?:^|\.)handler$/.test(owner.name) && names.length === 1)
    return program.modules.some((one) => imports(one, /^@hapi\//)) ? 'hapi' : null
  if (
    /^(?:app|fastify|instance|server)$/.test(a) &&
    names.length <= 3 &&
    isExported(module, owner) &&
    imports(module, /^(?:fastify$|fastify-plugin$|@fastify\/)/)
  )
    return 'fastify-plugin'
  if (a === 'ctx' && names.length <= 2 && (b === '' || b === 'next') && imports(module, /koa/)) return 'koa'
  if (owner.name === 'fetch' && owner.kind === 'method' && owner.parent === 0 && REQUEST.test(a)) return 'worker'
  return /^_?(?:event|evt)$/.test(a) && isEntry(module, owner) ? 'lambda' : null
}

/** Names under which the functions of a cloud are exported. */
const ENTRY = /^(?:handler|main|lambda|lambdaHandler|\w+Handler)$/

/** `exports.handler = async (event) => ...`, `export const handler = wrapped(async (event) => ...)`. */
function isEntry(module: Module, owner: IrFunction): boolean {
  if (owner.parent !== 0 || owner.ownerClass >= 0 || imports(module, /^(?:h3|nitro|vinxi|@sveltejs\/|react)\b/)) return false
  const entries = module.exports.flatMap((entry) => (entry.kind === 'local' && ENTRY.test(entry.name) ? [entry.name] : []))
  if (owner.name === '<lambda>' || owner.name === '') return entries.length > 0
  return entries.includes(owner.name) || (isExported(module, owner) && imports(module, /^aws-lambda$/))
}

/** What is read off a parameter, which it is when it is taken apart where it is declared. */
export function partsOf(owner: IrFunction, slot: number): ReadonlySet<string> {
  const parts = new Set<string>()
  if (owner.parameters.find((parameter) => parameter.slot === slot)?.name !== '') return parts
  for (const { instructions } of owner.blocks)
    for (const instruction of instructions) if (instruction.op === 'get' && instruction.object === slot) parts.add(instruction.key)
  return parts
}

const EVENT_PARTS = ['body', 'queryStringParameters', 'pathParameters', 'Records', 'requestContext', 'headers', 'detail']

/** `handler(event: HttpEvent)` with a type that the program wrote down for itself: an event by what is read of it. */
function isEventOfOwnType(module: Module, owner: IrFunction, { name, slot }: IrFunction['parameters'][number]): boolean {
  if (!/^_?(?:event|evt)$/.test(name) || !isEntry(module, owner)) return false
  return owner.blocks.some(({ instructions }) =>
    instructions.some((instruction) => instruction.op === 'get' && instruction.object === slot && EVENT_PARTS.includes(instruction.key)),
  )
}

function byParts(module: Module, owner: IrFunction, parts: ReadonlySet<string>): Framework | null {
  if (parts.size === 0) return null
  if (isEntry(module, owner) && EVENT_PARTS.some((part) => parts.has(part))) return 'lambda'
  const inController = /Controller$/.test(module.classes[owner.ownerClass]?.name ?? '')
  if (inController && owner.kind === 'method' && (parts.has('request') || parts.has('response') || parts.has('params'))) return 'adonis'
  return null
}

/** Files whose place makes a framework call what they export. */
function frameworkByPlace(module: Module, owner: IrFunction): Framework | null {
  if (owner.parent !== 0) return null
  const exported = module.exports.some((entry) => entry.kind === 'local' && entry.name === owner.name)
  const isDefault = owner.name === 'default' || module.exports.some((entry) => entry.kind === 'local' && entry.name === 'default')
  if (/(?:^|\/)\+(?:server|page\.server|layout\.server)\.[jt]s$/.test(module.file))
    return (exported && (VERBS.has(owner.name) || owner.name === 'load')) || owner.kind === 'method' || isAction(owner) ? 'page' : null
  if (/(?:^|\/)(?:app|src\/app)\/(?:.*\/)?page\.[jt]sx?$/.test(module.file)) return isDefault ? 'page' : null
  if (/(?:^|\/)pages\/.*\.[jt]s$/.test(module.file) && VERBS.has(owner.name) && exported) return 'page'
  if (/(?:^|\/)routes\//.test(module.file) && exported && /^(?:loader|action)$/.test(owner.name)) return 'page'
  return owner.name === 'getServerSideProps' && exported ? 'page' : null
}

/** `export const actions = { default: async ({ request, cookies }) => ... }` of a page of SvelteKit. */
function isAction(owner: IrFunction): boolean {
  const [first] = owner.parameters
  if (owner.kind !== 'lambda' || first === undefined) return false
  const parts = partsOf(owner, first.slot)
  return first.name === 'event' || ['request', 'cookies', 'locals', 'params', 'url'].some((part) => parts.has(part))
}

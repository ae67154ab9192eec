import type { Scope } from '../engine/program.ts'
import type { Instruction } from '../ir/ir.ts'
import { comesFrom } from './comes-from.ts'
import { innerFunctions } from './function-view.ts'
import { type FunctionRef, isConstant, nameOf, type Reader, type SeenCall, stringAt } from './reader.ts'
import { CREDENTIAL, createTagReader, IDENTITY, type TagReader } from './value-tags.ts'

/** What tells that somebody is signed in, and nothing of what they may do. */
const PRESENCE = new Set([
  'user',
  'is_authenticated',
  'is_anonymous',
  'is_active',
  'auth',
  'id',
  'pk',
  'sub',
  'uid',
  'user_id',
  'state',
  'session',
  'headers',
  'cookies',
  'META',
  'get',
  'credentials',
  'scheme',
  'token',
  'authorization',
  'Authorization',
  'current_user',
  'context',
])
const PLAIN_CALL =
  /^(?:bool|len|str|int|getattr|hasattr|isinstance|functools\.wraps(?:\(\))?|.*\b(?:abort|redirect|jsonify|url_for|HTTPException|Unauthorized|Forbidden|PermissionDenied|NotAuthenticated|AuthenticationFailed|HttpResponseForbidden|HttpResponseRedirect|JSONResponse|Response)(?:\(\))?|(?:jwt|jose\.jwt|flask_jwt_extended)\.\w+)$/
const BEYOND =
  /role|admin|staff|super|perm|scope|group|right|grade|level|manager|editor|moderator|owner|tenant|team|department|polic|abilit|allow|\bis_(?!authenticated|anonymous|active|none)\w+|\bhas_\w+\(|\bcan_/i
/** What a framework hands over besides the caller. */
const FRAMEWORKS_OWN = /^(?:request|view|info|root|source|args|kwargs|context|func|fn|f|view_func)$/
const MAX_DEPTH = 3

/**
 * Whether code that refuses strangers asks nothing but whether somebody is signed in. Only what was read to the end counts: a question we
 * cannot follow may be about anything.
 */
export function asksOnlyWho(reader: Reader, target: FunctionRef, depth = 0): boolean {
  if (target.module.language !== 'python' || depth > MAX_DEPTH || BEYOND.test(codeOf(reader, target))) return false
  const tags = createTagReader(reader, new Map())
  return target.function.blocks.every(({ instructions }) =>
    instructions.every((instruction) => isHarmless(reader, target, tags, instruction, depth)),
  )
}

/** Whether its words ask for more than who it is. */
export function asksBeyond(reader: Reader, target: FunctionRef): boolean {
  return target.module.language === 'python' && BEYOND.test(codeOf(reader, target))
}

/** The body without its head, sentences and comments; words in quotes may be keys. */
function codeOf(reader: Reader, { module, function: fn }: FunctionRef): string {
  const text = reader.textOf(module.file).slice(fn.start, fn.end)
  const inner = innerFunctions({ module, function: fn }).length > 0 ? text : text.slice(Math.max(0, text.search(/:\s*\n/)))
  return inner.replace(/("""|''')[\s\S]*?\1|(["'])(?:\\.|(?!\2).)*\2|#[^\n]*/g, (quoted) =>
    /^["'][\w.:-]*["']$/.test(quoted) ? quoted : '""',
  )
}

function isHarmless(reader: Reader, scope: Scope, { tags }: TagReader, instruction: Instruction, depth: number): boolean {
  const given = scope.function.parameters.filter(({ name, slot }) => slot !== scope.function.selfSlot && !FRAMEWORKS_OWN.test(name))
  const isOfCaller = (slot: number): boolean =>
    slot >= 0 && ((tags(scope, slot) & (IDENTITY | CREDENTIAL)) !== 0 || given.some((parameter) => comesFrom(scope, slot, parameter.slot)))
  switch (instruction.op) {
    case 'get':
      return !isOfCaller(instruction.object) || PRESENCE.has(instruction.key)
    case 'index':
      return !isOfCaller(instruction.object) || PRESENCE.has(stringAt(reader, scope, instruction.index) ?? '')
    case 'binary': {
      if (/^(?:and|or|\|\|?|&&?)$/.test(instruction.operator)) return true
      const sides = [instruction.left, instruction.right]
      return !sides.some(isOfCaller) || sides.some((side) => isConstant(reader.denoter.denote(scope, side), null))
    }
    case 'call': {
      const call = reader.seenCall(instruction)
      return call !== undefined && isHarmlessCall(reader, scope, call, isOfCaller, depth)
    }
    default:
      return true
  }
}

function isHarmlessCall(reader: Reader, scope: Scope, call: SeenCall, isOfCaller: (slot: number) => boolean, depth: number): boolean {
  const { args, receiver, isDecorator } = call.call
  if (isDecorator === true) return true
  if (call.name === 'isinstance' && asksForOtherKind(reader, call)) return false
  if (call.name === 'getattr') return PRESENCE.has(stringAt(reader, scope, args[1]?.value ?? -1) ?? '')
  if (call.callee.kind === 'function') return asksOnlyWho(reader, call.callee, depth + 1)
  if (PLAIN_CALL.test(call.name) || call.callee.kind === 'class') return true
  // What is called with everything it was given is what the decorator wraps.
  if (args.length > 0 && args.every(({ kind }) => kind === 'spread' || kind === 'spread-named')) return true
  if (receiver >= 0 && isOfCaller(receiver)) return PRESENCE.has(call.method) && !asksOtherTable(reader, call)
  return !args.some(({ value }) => isOfCaller(value))
}

/** `session.get(Operator, user_id)`: whether the caller is among the few of another table than that of all who sign in. */
function asksOtherTable(reader: Reader, call: SeenCall): boolean {
  const table = reader.denoter.argument(call, call.call, 0)
  return table?.kind === 'class' && !wordsOf(table.class.name).every((word) => NEUTRAL.test(word))
}

/** `isinstance(request.user, SensorPrincipal)`: whether the caller is of another kind than who signs in. */
function asksForOtherKind(reader: Reader, call: SeenCall): boolean {
  const kind = reader.denoter.argument(call, call.call, 1)
  return kind?.kind === 'class' && !wordsOf(kind.class.name).every((word) => NEUTRAL.test(word))
}

const NEUTRAL =
  /^(?:is|has|can|only|allow|may|must|be|a|an|the|authenticated|authentication|auth|logged|login|in|user|users|signed|account|active|verified|anonymous|read|or|token|session|valid|self|any|public|api|request|permission|required|require|requires|need|needs|ensure|check|verify|access|current|get|mixin|class|guard|identity|person|somebody|customer|client|member)$/

const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')

/** Whether a name promises more than that somebody is signed in: `IsPayrollClerk`, `clerks_only`. */
export function promisesRole(name: string): boolean {
  const words = wordsOf(name.slice(name.lastIndexOf('.') + 1).replace(/\(.*$/s, ''))
  const isDemand =
    /^(?:is|has|can|only|allow|may|must|require[sd]?|needs?)$/.test(words[0] ?? '') ||
    /^(?:only|required|permission|access)$/.test(words.at(-1) ?? '')
  return isDemand && words.some((word) => !NEUTRAL.test(word))
}

/** Whether a class is a permission of Django REST framework or of Strawberry. */
export function isPermissionClass(reader: Reader, denoted: ReturnType<Reader['denoter']['denote']>): boolean {
  if (denoted.kind !== 'class' && denoted.kind !== 'instance') return false
  return reader.denoter
    .bases(denoted.module, denoted.class)
    .some(
      (base) =>
        /(?:^|\.)BasePermission$|^rest_framework\.permissions\./.test(nameOf(base)) ||
        (base.kind === 'class' && isPermissionClass(reader, base)),
    )
}

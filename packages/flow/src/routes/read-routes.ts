import type { BodyFact, BodyField, GuardFact, RouteEffect, RouteFact, RouteParameter } from '../facts.ts'
import type { Slot } from '../ir/ir.ts'
import { readAdonis } from './adonis.ts'
import { readAiohttp } from './aiohttp.ts'
import { assessAttachment } from './assess-attachment.ts'
import { attachedEffects } from './attached-effects.ts'
import { readBaseHttp } from './base-http.ts'
import { readsBody } from './body-reads.ts'
import { withReadValues } from './body-values.ts'
import { readBottle } from './bottle.ts'
import { type BypassReader, createBypassReader } from './bypassed.ts'
import { callerKeys } from './caller-keys.ts'
import { signatureGuards } from './checked-signatures.ts'
import { type CookieUse, cookieUse } from './cookie-use.ts'
import { credentialPurpose } from './credential-purpose.ts'
import { readDecoratedApps } from './decorated-apps.ts'
import { readDecoratedControllers } from './decorated-controllers.ts'
import { readDjango } from './django.ts'
import { effectsOf } from './effects.ts'
import { isExempt, isForEverybody, isUncounted, wayPast } from './exempt-paths.ts'
import { readFalcon } from './falcon.ts'
import { readFastapi } from './fastapi.ts'
import { readFlask } from './flask.ts'
import { grantedKeys } from './granted-things.ts'
import { readGraphqlJavascript } from './graphql-javascript.ts'
import { readGraphqlPython } from './graphql-python.ts'
import { readGrpc } from './grpc.ts'
import { handlerFrame } from './handler-frame.ts'
import { handlerGuards } from './handler-guards.ts'
import { readHapi } from './hapi.ts'
import { asksByItself, asksForHeader, handlesCookie } from './header-guards.ts'
import { type FollowedInputs, followInputs } from './inputs/follow-inputs.ts'
import { stepsOf } from './inputs/view-steps.ts'
import { readJavascriptRouters, registerPlugins } from './javascript-routers.ts'
import { admitsEverybody } from './known-guards.ts'
import { readLambda } from './lambda.ts'
import { readLitestar } from './litestar.ts'
import { readNest } from './nest.ts'
import { handlerPathTags, type NestedPath, nestedPath } from './nested-path.ts'
import { readNext } from './next-routes.ts'
import { readNinja } from './ninja.ts'
import { readNitro } from './nitro.ts'
import { askedOf, isOpenByPath, requestTo } from './open-by-path.ts'
import { isListedOpen, isUnlisted } from './open-lists.ts'
import { readPageRoutes } from './page-routes.ts'
import { readPothos } from './pothos.ts'
import { purposeOf, purposeOfCaller } from './purpose.ts'
import { readPyramid } from './pyramid.ts'
import { limitsInside, refusesByCount } from './rate-limits.ts'
import type { FunctionRef, Reader, SeenCall } from './reader.ts'
import { expandRegistrars } from './registrars/expand.ts'
import { type FoundRoute, type PlacedRoute, placeRoutes, type RouterNode } from './router-graph.ts'
import { readSanic } from './sanic.ts'
import { readServerActions } from './server-actions.ts'
import { type PlainServers, readPlainServers } from './servers/plain-servers.ts'
import { commandsOfPath, socketCommands } from './socket-commands.ts'
import { readSocketEvents } from './socket-events.ts'
import { readTornado } from './tornado.ts'
import { readTrpc } from './trpc.ts'
import { createTagReader, type Frame, rememberCallers, rememberGranted, type Tags } from './value-tags.ts'

/** A route and the function that answers it, for those who follow values from it. */
export interface ReadRoute {
  readonly fact: RouteFact
  readonly handler: FunctionRef | null
}

/** Every route and procedure of the program with what guards, limits and shapes it, sorted by path, method and place. */
export function readRoutes(reader: Reader): readonly ReadRoute[] {
  const { reader: expanded, isReplaced, originalOf } = expandRegistrars(reader, registerPlugins)
  return placedRoutes(readPlainServers(expanded), isReplaced).map(({ fact, handler }) => ({
    fact,
    handler: handler === null ? null : originalOf(handler),
  }))
}

function placedRoutes({ reader, addRoutes }: PlainServers, isReplaced: (call: SeenCall) => boolean): readonly ReadRoute[] {
  rememberCallers(reader, callerKeys(reader))
  rememberGranted(reader, grantedKeys(reader))
  const nodes = new Map<string, RouterNode>()
  readJavascriptRouters(reader, nodes, isReplaced)
  readFlask(reader, nodes)
  readFastapi(reader, nodes)
  readAiohttp(reader, nodes)
  readSanic(reader, nodes)
  readTornado(reader, nodes)
  readLitestar(reader, nodes)
  readFalcon(reader, nodes)
  readPyramid(reader, nodes)
  readBottle(reader, nodes)
  readDecoratedApps(reader, nodes)
  readBaseHttp(reader, nodes)
  readNinja(reader, nodes)
  readDjango(reader, nodes)
  readNest(reader, nodes)
  readDecoratedControllers(reader, nodes)
  readNext(reader, nodes)
  readPageRoutes(reader, nodes)
  readAdonis(reader, nodes)
  readTrpc(reader, nodes)
  readGraphqlPython(reader, nodes)
  readGraphqlJavascript(reader, nodes)
  readGrpc(reader, nodes)
  readLambda(reader, nodes)
  readPothos(reader, nodes)
  readHapi(reader, nodes)
  readNitro(reader, nodes)
  readServerActions(reader, nodes)
  readSocketEvents(reader, nodes)
  addRoutes(nodes)
  const cookies = cookieUse(reader)
  const bypassed = createBypassReader(reader, nodes)
  const found = placeRoutes(nodes).flatMap((placed) =>
    placed.route.methods.map((method) => ({ fact: routeFact(reader, placed, method, cookies, bypassed), handler: placed.route.handler })),
  )
  found.sort((a, b) => compareRoutes(a.fact, b.fact))
  return found.filter((route, index) => index === 0 || !isSame(route.fact, found[index - 1]?.fact))
}

function isSame(a: RouteFact, b: RouteFact | undefined): boolean {
  return b !== undefined && a.path === b.path && a.method === b.method && a.place.file === b.place.file && a.place.line === b.place.line
}

function compareRoutes(a: RouteFact, b: RouteFact): number {
  return compare(a.path, b.path) || compare(a.method, b.method) || compare(a.place.file, b.place.file) || a.place.line - b.place.line
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'QUERY', 'SUBSCRIPTION', 'SOCKET'])

function routeFact(reader: Reader, placed: PlacedRoute, method: string, cookies: CookieUse, bypassed: BypassReader): RouteFact {
  const { route, template } = placed
  const inside = readHandler(reader, placed, method)
  const read = inputsOf(reader, placed)
  const parameters = parametersOf(placed, [...(inside.body === null ? read.fields : []), ...read.address])
  const guards: GuardFact[] = route.isPublic ? placed.guards.filter((guard) => guard.level === 'route') : [...placed.guards]
  const rateLimits = route.skipsLimits === true ? [] : [...placed.rateLimits]
  let body = route.body
  let csrf = route.csrf ?? placed.csrf
  const asked = { method, path: template.path, handler: route.handler }
  const request = requestTo(method, template.path)
  let byHeader = false
  for (const { attachment, level } of placed.attached) {
    const isFreed =
      level !== 'route' &&
      (route.isPublic ||
        route.unasked?.includes(attachment) === true ||
        isExempt(reader, attachment, template.path) ||
        isUnlisted(reader, attachment, asked))
    const avoidable = level === 'route' ? null : wayPast(reader, attachment, { path: template.path, parameters })
    const open = level === 'route' || isFreed || avoidable !== null ? null : isOpenByPath(reader, attachment, request)
    const isLetBy = isFreed || (open === 'by-part' && !isForEverybody(template.path))
    const isListed = level !== 'route' && (open !== null || isListedOpen(reader, attachment, asked))
    for (const assessment of assessAttachment(reader, attachment)) {
      byHeader ||= !isLetBy && !isListed && isIdentifying(assessment.guard) && asksForHeader(reader, attachment)
      if (assessment.guard !== null && !isLetBy && guards.length < 30)
        for (const guard of askedOf(reader, attachment, request, [assessment.guard, ...assessment.also]))
          guards.push({ ...guard, level, ...(isListed ? { proof: 'declared-open' } : {}), ...(avoidable === null ? {} : { avoidable }) })
      // A limiter that hands on whatever is asked elsewhere limits nothing there.
      const isElsewhere = level !== 'route' && (isUncounted(reader, attachment, template.path) || open !== null)
      if (assessment.rateLimit !== null && !isElsewhere) rateLimits.push(assessment.rateLimit)
      csrf = assessment.csrf ?? csrf
      body = mergeBody(body, assessment.body)
    }
  }
  const isHandlers = !guards.some(({ kind }) => IDENTIFIES.test(kind)) && inside.guards.some(({ kind }) => IDENTIFIES.test(kind))
  if (isHandlers && route.handler !== null) byHeader = asksByItself(reader, route.handler)
  else byHeader &&= route.handler === null || !handlesCookie(reader, route.handler)
  guards.push(...inside.guards)
  if (placed.route.handler !== null) rateLimits.push(...limitsInside(reader, reader.callsIn(placed.route.handler.function)))
  if (placed.route.handler !== null && refusesByCount(reader, placed.route.handler)) rateLimits.push('answers 429')
  if (placed.route.handler === null) rateLimits.push(...limitsOfView(reader, route.owner))
  const purpose = purposeOf(method, template.path, route.handlerName)
  const byWork = purpose === 'other' ? credentialPurpose(reader, { method, path: template.path, guards }, placed.route.handler) : null
  return {
    method,
    path: template.path,
    framework: route.framework,
    place: route.place,
    ...(route.registered === undefined ? {} : { registered: route.registered }),
    handler: route.handlerName,
    guards: uniqueGuards(guards).filter((guard) => !isNotForRest(guard, guards)),
    bypassed: bypassed(placed, guards),
    parameters,
    body: withReadValues(body ?? inside.body, read.fields),
    readsRawBody: inside.readsBody && body === null && inside.body === null,
    responseSchema: route.responseSchema,
    rateLimits: [...new Set(rateLimits)],
    csrf: SAFE_METHODS.has(method) ? 'not-applicable' : (csrf ?? (byHeader ? 'not-applicable' : unprotected(cookies))),
    effects: [...(route.effects ?? []), ...attachedEffects(reader, placed), ...inside.effects],
    ...((method === 'ANY' || (method === 'GET' && route.methods.length > 1)) && route.handler !== null
      ? { testsMethod: readsMethod(route.handler) }
      : {}),
    ...(route.handler !== null && onlyRedirects(reader, route.handler) ? { onlyRedirects: true as const } : {}),
    purpose: purposeOfCaller(byWork ?? purpose, {
      path: template.path,
      isSignedIn: guards.some((guard) => guard.kind === 'authentication' && guard.level !== 'application' && !admitsEverybody(guard)),
      fields: [...((body ?? inside.body)?.fields ?? []), ...parameters.filter((one) => one.in === 'body' || one.in === 'form')].map(
        ({ name }) => name,
      ),
    }),
    confidence: route.confidence,
  }
}

const IDENTIFIES = /^(?:authentication|role)$/

const isIdentifying = (guard: Omit<GuardFact, 'level'> | null): boolean =>
  guard !== null && IDENTIFIES.test(guard.kind) && !admitsEverybody(guard)

function unprotected({ authenticates, isSameSite }: CookieUse): RouteFact['csrf'] {
  if (!authenticates) return 'not-applicable'
  return isSameSite ? 'same-site' : 'none'
}

interface Inside {
  readonly guards: readonly GuardFact[]
  readonly effects: RouteFact['effects']
  readonly readsBody: boolean
  readonly body: BodyFact | null
}

const NOTHING_INSIDE: Inside = { guards: [], effects: [], readsBody: false, body: null }

function readHandler(reader: Reader, placed: PlacedRoute, method: string): Inside {
  const { handler } = placed.route
  if (handler === null) return NOTHING_INSIDE
  const frame = handlerFrame(placed, handler.function)
  const tags = createTagReader(reader, frame)
  const read = readsBody(reader, handler, frame)
  const path = nestedPath(placed.template.path)
  const effects = effectsOf(reader, handler, path === null ? frame : withPath(frame, path, handler), {
    path,
    method: READ_BY_METHOD.has(method) ? method : null,
  })
  const isKnown = ({ place }: RouteEffect): boolean => effects.some((one) => one.place.file === place.file && one.place.line === place.line)
  return {
    guards: [...handlerGuards(reader, handler, tags), ...signatureGuards(reader, handler, tags)],
    effects: [
      ...effects,
      ...(placed.route.methods.includes('SOCKET') ? socketCommands(reader, handler, tags).filter((command) => !isKnown(command)) : []),
      ...(placed.route.methods.includes('GET') ? commandsOfPath(reader, handler, placed.template.path) : []),
    ],
    readsBody: read.reads,
    body: read.schema,
  }
}

/** What the functions that answer a route read of the request. */
function inputsOf(reader: Reader, placed: PlacedRoute): FollowedInputs {
  const { handler, owner } = placed.route
  const functions = [...(handler === null ? [] : [handler]), ...stepsOf(owner)]
  return followInputs(reader, functions, handler === null ? new Map() : handlerFrame(placed, handler.function))
}

/** Methods of HTTP: other handlers are asked in other ways, or by all of them. */
const READ_BY_METHOD = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])

function withPath(frame: Frame, path: NestedPath, { function: fn }: FunctionRef): Frame {
  const known = frame.get(fn) ?? new Map<Slot, Tags>()
  const named = [...handlerPathTags(path, fn)].map(([slot, tags]) => [slot, (known.get(slot) ?? 0) | tags] as const)
  return new Map([...frame, [fn, new Map([...known, ...named])]])
}

/** `if request.method == 'POST'` anywhere in the handler, `form.validate_on_submit()` of Flask-WTF. */
function readsMethod({ function: { blocks } }: FunctionRef): boolean {
  return blocks.some(({ instructions }) =>
    instructions.some(
      (instruction) =>
        (instruction.op === 'get' && instruction.key === 'method') ||
        (instruction.op === 'call' && /^(?:validate_on_submit|is_submitted)$/.test(instruction.method)),
    ),
  )
}

const SENDS_ON = /(?:^|\.)(?:redirect|redirect_to|HttpResponse(?:Permanent)?Redirect|RedirectResponse)$/
const MAKES_ADDRESS = /(?:^|\.)(?:url_for|reverse|reverse_lazy|url_path_for|format|quote|str|encodeURIComponent|join)$/

/** Whether a handler does nothing but send the caller on, to where the work is done. */
function onlyRedirects(reader: Reader, { function: fn }: FunctionRef): boolean {
  const calls = reader.callsIn(fn)
  const isSendingOn = ({ name, method }: SeenCall): boolean => SENDS_ON.test(name) || SENDS_ON.test(method)
  return (
    fn.blocks.every(({ instructions }) => instructions.every(({ op }) => op !== 'set' && op !== 'set-index')) &&
    calls.some(isSendingOn) &&
    calls.every((call) => isSendingOn(call) || MAKES_ADDRESS.test(call.name) || MAKES_ADDRESS.test(call.method))
  )
}

/** express-validator gives one schema a field: they are one body. */
function mergeBody(known: BodyFact | null, next: BodyFact | null): BodyFact | null {
  if (known === null || next === null) return known ?? next
  return known.name === next.name ? { ...known, fields: mergeFields(known.fields, next.fields) } : known
}

/** What several chains say of one field: `body('lines').isArray(), body('lines.*.count').isInt()`. */
function mergeFields(known: readonly BodyField[], next: readonly BodyField[]): readonly BodyField[] {
  const added = next.filter(({ name }) => !known.some((field) => field.name === name))
  return [
    ...known.map((field) => {
      const other = next.find(({ name }) => name === field.name)
      if (other === undefined) return field
      const inside = mergeFields(field.inside ?? [], other.inside ?? [])
      return { ...other, ...field, isRequired: field.isRequired && other.isRequired, ...(inside.length === 0 ? {} : { inside }) }
    }),
    ...added,
  ]
}

const TYPED = /^(?:int|integer|float|uuid|UUID|number|word|bool|date|datetime|ObjectId|slug|Enum)/

function parametersOf({ route, template }: PlacedRoute, read: readonly RouteParameter[]): readonly RouteParameter[] {
  const found: RouteParameter[] = template.parameters.map(({ name, type }) => {
    const declared = route.parameters.find((parameter) => parameter.name === name)
    const known = type ?? declared?.type ?? null
    return {
      name,
      in: 'path',
      type: known,
      isRequired: true,
      isValidated: (declared?.isValidated ?? false) || (known !== null && TYPED.test(known)),
    }
  })
  for (const parameter of [...route.parameters, ...read]) {
    if (parameter.in === 'path' && found.some(({ name }) => name === parameter.name)) continue
    if (!found.some((known) => known.name === parameter.name && known.in === parameter.in)) found.push(parameter)
  }
  return found
}

/** What a view class counts in the steps that its base class calls: `form_valid`, `dispatch`. */
function limitsOfView(reader: Reader, owner: FoundRoute['owner']): readonly string[] {
  if (owner === null || owner.module.language !== 'python') return []
  return owner.class.members.flatMap(({ name, kind, function: index }) => {
    const step =
      kind === 'method' && /^(?:form_valid|post|dispatch|perform_\w+|initial)$/.test(name) ? owner.module.functions[index] : undefined
    return step === undefined ? [] : limitsInside(reader, reader.callsIn(step))
  })
}

/**
 * Views of Django REST framework answer for themselves: they are exempt from Django's own login middleware (`login_required = False`, since
 * 3.16), so that `AllowAny` lets everybody in.
 */
const isNotForRest = ({ name, level }: GuardFact, guards: readonly GuardFact[]): boolean =>
  level === 'application' &&
  name === 'LoginRequiredMiddleware' &&
  guards.some((guard) => guard.level === 'route' && guard.proof === 'declared-open' && /(?:^|\.)AllowAny$/.test(guard.name))

function uniqueGuards(guards: readonly GuardFact[]): readonly GuardFact[] {
  const seen = new Set<string>()
  return guards.filter((guard) => {
    const key = `${guard.kind}\0${guard.name}\0${guard.level}\0${guard.place.file}\0${guard.place.line}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

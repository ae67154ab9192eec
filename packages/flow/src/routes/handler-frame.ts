import type { RouteParameter } from '../facts.ts'
import type { IrFunction, Slot } from '../ir/ir.ts'
import { IDENTITY_NAME } from './known-guards.ts'
import type { PlacedRoute } from './router-graph.ts'
import { connectionOf } from './socket-events.ts'
import { BODY, CHOSEN, CONTEXT, type Frame, HEADER, IDENTITY, NEXT, REQUEST, RESPONSE, type Tags, UNCAPPED } from './value-tags.ts'

/** These frameworks fill parameters by what is declared of them. */
const NAMED: ReadonlySet<string> = new Set(['fastapi', 'nestjs', 'litestar', 'routing-controllers', 'tsoa', 'loopback'])

const CONNECTION = /(?:^|\.)(?:WebSocket|HTTPConnection)$/

/** What the parameters of a route's handler hold, by the calling convention of its framework. */
export function handlerFrame(placed: PlacedRoute, target: IrFunction): Frame {
  const tags = new Map<Slot, Tags>()
  const parameters = target.parameters.filter((parameter) => parameter.slot !== target.selfSlot)
  const { framework, parameters: known, callers, places } = placed.route
  parameters.forEach((parameter, index) => {
    const declared = places?.get(parameter.name) ?? known.find((candidate) => candidate.name === parameter.name)?.in
    if (CONNECTION.test(parameter.type?.name ?? '')) tags.set(parameter.slot, REQUEST)
    else if (callers?.has(parameter.name) === true) tags.set(parameter.slot, IDENTITY)
    else if (declared !== undefined) tags.set(parameter.slot, tagsOfPlace(declared))
    else if (NAMED.has(framework))
      tags.set(
        parameter.slot,
        IDENTITY_NAME.test(parameter.name) || parameter.name === 'user' ? IDENTITY : /^(?:request|req)$/.test(parameter.name) ? REQUEST : 0,
      )
    else if (framework === 'graphql-class' || framework === 'graphql-python')
      tags.set(parameter.slot, resolverTags(parameter.name, framework))
    else if ((framework === 'starlette' || framework === 'aiohttp') && index > 0) tags.set(parameter.slot, handedTags(parameter.name))
    else if (framework === 'next' && /^(?:res|response)$/.test(parameter.name)) tags.set(parameter.slot, RESPONSE)
    else tags.set(parameter.slot, positional(framework, index, parameters.length))
  })
  // The handler of `http.server` is the request itself.
  if (framework === 'http.server') tags.set(target.selfSlot, REQUEST)
  const outer = framework === 'socket.io' && placed.route.handler !== null ? connectionOf(placed.route.handler) : null
  const sockets = outer?.function.parameters.filter(
    ({ name, type }) => /^(?:socket|client|sock)$/i.test(name) || /Socket$/.test(type?.name ?? ''),
  )
  for (const { name, slot } of parameters)
    if (placed.route.openNumbers?.has(name) === true) tags.set(slot, (tags.get(slot) ?? 0) | UNCAPPED)
  return new Map([
    [target, tags],
    ...(outer === null ? [] : [[outer.function, new Map((sockets ?? []).map(({ slot }) => [slot, CONTEXT]))] as const]),
  ])
}

/** These frameworks pass the request alone: what comes after it a decorator of the tree has found, the caller or what was sent. */
function handedTags(name: string): Tags {
  if (IDENTITY_NAME.test(name) || /^(?:user|account|member|customer|principal|actor)(?:_id)?$/.test(name)) return IDENTITY
  return /^(?:store|db|database|conn|connection|session|pool|settings|config|app|redis|cache|services?|repos?|repositor(?:y|ies))$/.test(
    name,
  )
    ? 0
    : CHOSEN | BODY
}

/** Resolvers take what the caller names, an `info` or a context, and in classes what decorators of the tree inject. */
function resolverTags(name: string, framework: string): Tags {
  if (/^(?:info|_info|ctx|context|req|request)$/.test(name)) return REQUEST
  if (IDENTITY_NAME.test(name) || name === 'user') return IDENTITY
  // `@Ctx() { user }`: what is taken apart is the context.
  if (framework === 'graphql-class' && !/^\w/.test(name)) return REQUEST
  return framework === 'graphql-python' && !/^(?:root|_?parent|obj|_?source|_)$/.test(name) ? CHOSEN | BODY : 0
}

function tagsOfPlace(place: RouteParameter['in']): Tags {
  if (place === 'body' || place === 'form') return CHOSEN | BODY
  return place === 'header' || place === 'cookie' ? HEADER : CHOSEN
}

function positional(framework: string, index: number, count: number): Tags {
  switch (framework) {
    case 'express':
    case 'restify':
    case 'node:http':
      return [REQUEST, RESPONSE, NEXT][index] ?? 0
    case 'fastify':
    case 'hapi':
      return [REQUEST, RESPONSE][index] ?? 0
    case 'h3':
    case 'lambda':
      return [REQUEST, REQUEST][index] ?? 0
    case 'elysia':
    case 'adonis':
    case 'sveltekit':
    case 'remix':
    case 'astro':
      return index === 0 ? REQUEST : 0
    case 'socket.io':
    case 'server-action':
      return CHOSEN | BODY
    case 'trpc':
      return index === 0 ? REQUEST : 0
    case 'graphql':
      return [0, CHOSEN | BODY, REQUEST][index] ?? 0
    case 'graphql-root':
      return [CHOSEN | BODY, REQUEST][index] ?? 0
    case 'falcon':
      return [REQUEST, RESPONSE][index] ?? CHOSEN
    case 'grpc':
      return [CHOSEN | BODY, REQUEST][index] ?? 0
    case 'koa':
    case 'hono':
      return [CONTEXT, NEXT][index] ?? 0
    case 'next':
      return [REQUEST, REQUEST][index] ?? 0
    case 'django':
    case 'django-ninja':
    case 'django-rest-framework':
    case 'pyramid':
    case 'starlette':
    case 'aiohttp':
    case 'sanic':
    case 'robyn':
      return index === 0 && count > 0 ? REQUEST : CHOSEN
    default:
      return CHOSEN
  }
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { analyseSource } from '../../src/analyse-source.ts'
import type { RouteFact } from '../../src/facts.ts'

const FIXTURES = join(import.meta.dirname, 'fixtures')

it.each([
  'express',
  'express-classes',
  'fastify',
  'fastify-typescript',
  'koa',
  'hono',
  'nest',
  'next',
  'flask',
  'flask-restful',
  'fastapi',
  'fastapi-factory',
  'django',
  'django-decorated',
  'aiohttp',
  'starlette',
  'litestar',
  'sanic',
  'tornado',
  'falcon',
  'bottle',
])('reads the routes of %s', async (framework) => {
  const { routes } = await analyseSource({ root: join(FIXTURES, framework) })
  const expected = readFileSync(join(FIXTURES, `${framework}.routes`), 'utf8')
    .trimEnd()
    .split('\n')
  expect(routes.flatMap(lines)).toEqual(expected)
})

/** A route as a reader would note it: what answers, what guards it, what it does. */
function lines(route: RouteFact): readonly string[] {
  const facts = [
    ...route.guards.map((guard) => `guard ${guard.level} ${guard.kind} ${guard.name} ${guard.proof}`),
    ...(route.rateLimits.length > 0 ? [`limits ${route.rateLimits.join(' | ')}`] : []),
    ...(route.body === null
      ? []
      : [
          `body ${route.body.name} ${route.body.extra} ${route.body.fields.map((field) => `${field.name}:${field.type}${field.isRequired ? '' : '?'}`).join(' ')}`.trimEnd(),
        ]),
    ...(route.readsRawBody ? ['reads the body without a schema'] : []),
    ...route.parameters
      .filter((parameter) => parameter.in !== 'body')
      .map(
        (parameter) =>
          `${parameter.in} ${parameter.name}${parameter.type === null ? '' : ` ${parameter.type}`}${parameter.isValidated ? ' validated' : ''}`,
      ),
    ...(route.responseSchema === null ? [] : [`response ${route.responseSchema}`]),
    ...route.effects.map(
      (effect) =>
        `${effect.kind} ${effect.of}${effect.byRequestId ? ' by-id' : ''}${effect.byOwner ? ' by-owner' : ''}${effect.isBounded ? '' : ' unbounded'}`,
    ),
  ]
  return [`${route.method} ${route.path} ${route.handler} ${route.purpose} csrf:${route.csrf}`, ...facts.map((fact) => `  ${fact}`)]
}

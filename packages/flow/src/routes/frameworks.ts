import type { PackageImport } from '../facts.ts'

/** Frameworks of a backend, by the package that is imported. */
const FRAMEWORKS: ReadonlyMap<string, string> = new Map([
  ['flask', 'flask'],
  ['flask_restful', 'flask'],
  ['flask_restx', 'flask'],
  ['quart', 'quart'],
  ['fastapi', 'fastapi'],
  ['starlette', 'starlette'],
  ['django', 'django'],
  ['rest_framework', 'django-rest-framework'],
  ['ninja', 'django-ninja'],
  ['aiohttp', 'aiohttp'],
  ['tornado', 'tornado'],
  ['sanic', 'sanic'],
  ['bottle', 'bottle'],
  ['falcon', 'falcon'],
  ['pyramid', 'pyramid'],
  ['litestar', 'litestar'],
  ['robyn', 'robyn'],
  ['blacksheep', 'blacksheep'],
  ['chalice', 'chalice'],
  ['express', 'express'],
  ['fastify', 'fastify'],
  ['koa', 'koa'],
  ['hono', 'hono'],
  ['@nestjs/common', 'nestjs'],
  ['@nestjs/core', 'nestjs'],
  ['routing-controllers', 'routing-controllers'],
  ['tsoa', 'tsoa'],
  ['@tsoa/runtime', 'tsoa'],
  ['@loopback/rest', 'loopback'],
  ['next', 'next'],
  ['@hapi/hapi', 'hapi'],
  ['restify', 'restify'],
  ['polka', 'polka'],
  ['@sveltejs/kit', 'sveltekit'],
  ['@remix-run/node', 'remix'],
  ['@remix-run/server-runtime', 'remix'],
  ['@react-router/node', 'remix'],
  ['astro', 'astro'],
  ['@adonisjs/core', 'adonis'],
])

/** The frameworks that the imports show, sorted. */
export function frameworksOf(imports: readonly PackageImport[]): readonly string[] {
  const found = new Set<string>()
  for (const one of imports) {
    const name = FRAMEWORKS.get(one.package) ?? FRAMEWORKS.get(one.package.replaceAll('-', '_').toLowerCase())
    if (name !== undefined) found.add(name)
  }
  return [...found].sort()
}

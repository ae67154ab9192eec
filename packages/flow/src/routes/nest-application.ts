import type { Denotation } from '../engine/denotation.ts'
import type { BodyFact } from '../facts.ts'
import { dictEntries } from './handler-values.ts'
import { type MiddlewareUse, nestPattern, readMiddleware } from './nest-middleware.ts'
import { entryOf, isConstant, isServed, nameOf, positionalArguments, type Reader, type SeenCall, type SlotRef, stringAt } from './reader.ts'
import type { Attachment } from './router-graph.ts'

/** What `main.ts` and the modules of a Nest application set for every route. */
export interface NestApplication {
  prefix: string
  /** Paths that the prefix leaves alone. */
  readonly outside: RegExp[]
  /** How versions stand in the address; null when they do not. */
  versions: { readonly prefix: string; readonly usual: string | null } | null
  readonly guards: Attachment[]
  readonly rateLimits: string[]
  readonly middleware: readonly MiddlewareUse[]
  extra: BodyFact['extra']
  hasValidation: boolean
}

export function readApplication(reader: Reader): NestApplication {
  const known = applications.get(reader) ?? read(reader)
  applications.set(reader, known)
  return known
}

const applications = new WeakMap<Reader, NestApplication>()

function read(reader: Reader): NestApplication {
  const application: NestApplication = {
    prefix: '',
    outside: [],
    versions: null,
    guards: [],
    rateLimits: [],
    middleware: readMiddleware(reader),
    extra: 'kept',
    hasValidation: false,
  }
  const addGuard = (attachment: Attachment): void => {
    if (isLimiter(reader, attachment)) application.rateLimits.push('ThrottlerGuard')
    else application.guards.push(attachment)
  }
  for (const call of reader.calls) {
    if (call.module.language !== 'javascript' || !isServed(reader, call.module.file)) continue
    const slots = positionalArguments(call.call)
    if (call.method === 'setGlobalPrefix') readPrefix(reader, call, application)
    if (call.method === 'enableVersioning') readVersions(reader, call, application)
    if (call.method === 'useGlobalGuards') for (const slot of slots) addGuard({ scope: call, slot, manner: 'returns-truth' })
    if (/^@nestjs\/common\.ValidationPipe$/.test(call.name) || isOwnPipe(reader, call)) readPipe(reader, call, application)
    if (/^nestjs-zod\./.test(call.name)) application.hasValidation = true
  }
  for (const { scope, slot, token } of providers(reader)) {
    if (token === 'APP_GUARD') addGuard({ scope, slot, manner: 'returns-truth' })
    if (token === 'APP_PIPE') application.hasValidation = true
  }
  return application
}

function readPrefix(reader: Reader, call: SeenCall, application: NestApplication): void {
  application.prefix = stringAt(reader, call, positionalArguments(call.call)[0] ?? -1) ?? ''
  const excluded = entryOf(reader.denoter.argument(call, call.call, 1), 'exclude')
  if (excluded?.kind !== 'list') return
  for (const item of excluded.items) {
    const path = item.kind === 'dict' ? item.entries.get('path') : item
    if (path?.kind === 'constant' && typeof path.value === 'string') application.outside.push(nestPattern(path.value, false))
  }
}

/** `app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' })`; the address is also where it stands by default. */
function readVersions(reader: Reader, call: SeenCall, application: NestApplication): void {
  const options = reader.denoter.argument(call, call.call, 0)
  const type = entryOf(options, 'type')
  if (type !== undefined && !/\.URI$/.test(nameOf(type)) && !isConstant(type, 0)) return
  const prefix = entryOf(options, 'prefix')
  const usual = entryOf(options, 'defaultVersion')
  application.versions = {
    prefix: prefix?.kind === 'constant' ? (prefix.value === false ? '' : String(prefix.value)) : 'v',
    usual: usual?.kind === 'constant' ? String(usual.value) : null,
  }
}

/** `super({ whitelist: true })` in a pipe of the tree that is one of Nest's. */
function isOwnPipe(reader: Reader, call: SeenCall): boolean {
  const owner = call.module.classes[call.function.ownerClass]
  if (owner === undefined || nameOf(reader.denoter.denote(call, call.call.callee)) !== 'super') return false
  return reader.denoter.bases(call.module, owner).some((base) => nameOf(base) === '@nestjs/common.ValidationPipe')
}

function readPipe(reader: Reader, call: SeenCall, application: NestApplication): void {
  application.hasValidation = true
  const options = reader.denoter.argument(call, call.call, 0)
  if (isConstant(entryOf(options, 'forbidNonWhitelisted'), true) && isConstant(entryOf(options, 'whitelist'), true))
    application.extra = 'refused'
  else if (isConstant(entryOf(options, 'whitelist'), true) && application.extra === 'kept') application.extra = 'dropped'
}

/** `{ provide: APP_GUARD, useClass: AuthGuard }` anywhere in the program. */
function providers(reader: Reader): readonly (SlotRef & { readonly token: string })[] {
  const found: (SlotRef & { readonly token: string })[] = []
  for (const module of reader.program.modules) {
    if (!module.imports.some((one) => one.from === '@nestjs/core' && (one.name === 'APP_GUARD' || one.name === 'APP_PIPE'))) continue
    for (const fn of module.functions) {
      const scope = { module, function: fn }
      for (const block of fn.blocks) {
        for (const instruction of block.instructions) {
          if (instruction.op !== 'dict') continue
          const entries = dictEntries(scope, instruction.dst)
          const provide = entries.find((entry) => entry.key === 'provide')
          const used = entries.find((entry) => /^use(?:Class|Existing|Value|Factory)$/.test(entry.key))
          const token =
            provide === undefined ? null : /^@nestjs\/core\.(APP_GUARD|APP_PIPE)$/.exec(nameOf(reader.denoter.denote(scope, provide.value)))
          if (token?.[1] !== undefined && used !== undefined) found.push({ scope, slot: used.value, token: token[1] })
        }
      }
    }
  }
  return found
}

/** A guard of `@nestjs/throttler`, or a class of the tree that is one with another key or another answer. */
export function isLimiter(reader: Reader, { scope, slot }: Attachment): boolean {
  return limits(reader, reader.denoter.denote(scope, slot), 0)
}

function limits(reader: Reader, denoted: Denotation, depth: number): boolean {
  if (denoted.kind !== 'class' && denoted.kind !== 'instance') return /^@nestjs\/throttler\./.test(nameOf(denoted))
  return depth < 4 && reader.denoter.bases(denoted.module, denoted.class).some((base) => limits(reader, base, depth + 1))
}

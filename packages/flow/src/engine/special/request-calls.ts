import type { Activation } from '../activation.ts'
import type { CallUse } from '../call.ts'
import { callFunction, NO_ARGUMENTS } from '../call-function.ts'
import { library } from '../run-handler.ts'
import { functionHints } from '../unknown-call.ts'
import { ARCHIVE_CALLS } from './archives.ts'
import { formEvent, parsedForm, validatedInput } from './forms.ts'
import { fastifyApplication, winstonLogger } from './loggers.ts'
import { nestedApplication, startReply } from './responses.ts'
import type { SpecialCall } from './special-call.ts'

/** `new Brackets((builder) => builder.where(...))`. */
function bracketed(act: Activation, use: CallUse): undefined {
  for (const callback of functionHints(use.args.positional[0]?.hint ?? null))
    callFunction(act, callback, { ...NO_ARGUMENTS, positional: [library('typeorm.QueryBuilder')] }, use.instruction)
}

/** `mongoose.set('sanitizeFilter', true)`: objects of a filter count as values from then on. */
function setting(act: Activation, use: CallUse): undefined {
  const [name, value] = use.args.positional
  if (typeof name?.constant === 'string' && value?.constant === true) act.engine.settings.add(`mongoose.${name.constant}`)
}

/** Calls of web frameworks and of readers of forms. */
export const REQUEST_CALLS: readonly (readonly [string, SpecialCall])[] = [
  ...['group', 'guard', 'use'].map((name): [string, SpecialCall] => [`elysia.App.${name}`, nestedApplication]),
  ['hapi.Toolkit.response', startReply],
  ...ARCHIVE_CALLS,
  // What is written to goes on.
  ['fs.createReadStream().pipe', (_act, use) => use.args.positional[0]],
  ['formidable.Form.parse', parsedForm],
  ...['typeorm.Brackets', 'typeorm.NotBrackets'].map((name): [string, SpecialCall] => [name, (act, use) => bracketed(act, use)]),
  ['mongoose.set', setting],
  ['winston.createLogger', winstonLogger],
  ['fastify', fastifyApplication],
  ['fastify.fastify', fastifyApplication],
  ['pino-http', fastifyApplication],
  ['pino-http.pinoHttp', fastifyApplication],
  ['nestjs-pino.LoggerModule.forRoot', fastifyApplication],
  ...['busboy()', 'busboy.default()', '@fastify/busboy()', '@fastify/busboy.Busboy()', 'Busboy()'].map((form): [string, SpecialCall] => [
    `${form}.on`,
    formEvent,
  ]),
  ...['', 'h3.', 'nitro/h3.'].flatMap((from) =>
    ['readValidatedBody', 'getValidatedQuery', 'getValidatedRouterParams'].map((name): [string, SpecialCall] => [
      `${from}${name}`,
      validatedInput,
    ]),
  ),
  ['adonis.Request.validateUsing', validatedInput],
]

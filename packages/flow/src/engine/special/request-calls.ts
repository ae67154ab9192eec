import { formEvent, parsedForm, validatedInput } from './forms.ts'
import { nestedApplication, startReply } from './responses.ts'
import type { SpecialCall } from './special-call.ts'

/** Calls of web frameworks and of readers of forms. */
export const REQUEST_CALLS: readonly (readonly [string, SpecialCall])[] = [
  ...['group', 'guard', 'use'].map((name): [string, SpecialCall] => [`elysia.App.${name}`, nestedApplication]),
  ['hapi.Toolkit.response', startReply],
  ['formidable.Form.parse', parsedForm],
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

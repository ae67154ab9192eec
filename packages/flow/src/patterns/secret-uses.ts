import { definitionsOf } from '../engine/definitions.ts'
import type { Slot } from '../ir/ir.ts'
import { nameTest } from '../remembered.ts'
import { dictEntries } from '../routes/handler-values.ts'
import type { Reader, SeenCall, SlotRef } from '../routes/reader.ts'
import { slotAt } from './context.ts'
import { writtenEntries } from './written-options.ts'

export interface SecretUse {
  readonly what: string
  readonly values: readonly SlotRef[]
}

/** Libraries of which anything is looked at here. */
const takesSecrets = nameTest(
  /^(?:express-|cookie-|@fastify\/|koa(?:-jwt|\.Koa|$)|hono\/jwt|crypto\.|hmac\.|itsdangerous|cryptography|psycopg|pymysql|MySQLdb|mysql|pg\.|redis|ioredis|sequelize|knex|smtplib|nodemailer|mongoose|aiomysql|asyncpg|mariadb|amqplib|pika|aiosmtplib|typeorm|ldapjs|@nestjs\/typeorm|starlette|fastapi)|(?:BasicAuth|DigestAuth|ProxyAuth)$/,
)

/** What of a call is a secret, by what is called; options of the configuration are read where they are written. */
export function secretUse(reader: Reader, call: SeenCall): SecretUse | null {
  const use = usedSlots(call)
  if (use !== null) return { what: use.what, values: use.slots.map((slot) => ({ scope: call, slot })) }
  if (!KEEPS_SESSIONS.test(call.name)) return null
  const values = call.call.args.flatMap(({ value }) =>
    writtenEntries(reader, call, value).flatMap(({ key, scope, value: slot }) => (/^(?:secret|keys?)$/.test(key) ? [{ scope, slot }] : [])),
  )
  return values.length === 0 ? null : { what: 'session secret', values }
}

/** Middlewares whose options are often kept in a file of their own. */
const KEEPS_SESSIONS =
  /^(?:express-session|cookie-session|@fastify\/(?:session|secure-session|cookie|jwt)|express-jwt(?:\.expressjwt)?|koa-jwt|hono\/jwt\.jwt)$/

function usedSlots(call: SeenCall): { readonly what: string; readonly slots: readonly Slot[] } | null {
  if (!takesSecrets(call.name) && call.method !== 'register' && !call.method.endsWith('add_middleware')) return null
  const entry = (...names: readonly string[]): readonly Slot[] => {
    const slots: Slot[] = []
    for (const argument of call.call.args) {
      if (argument.kind === 'named' && names.includes(argument.name)) slots.push(argument.value)
      for (const definition of definitionsOf(call.module, call.function, argument.value)) {
        if (definition.kind !== 'instruction' || definition.instruction.op !== 'dict') continue
        for (const one of definition.instruction.entries) {
          if (one.kind === 'entry' && names.includes(one.key)) slots.push(one.value)
          // `createTransport({ host, auth: { user, pass } })`
          else if (one.kind === 'entry' && /^(?:auth|credentials|authentication|connection)$/.test(one.key))
            for (const part of dictEntries(call, one.value))
              if (names.includes(part.key) && part.scope.function === call.function) slots.push(part.value)
        }
      }
    }
    return slots
  }
  if (
    /^(?:express-session|cookie-session|@fastify\/(?:session|secure-session|cookie|jwt)|express-jwt(?:\.expressjwt)?|koa(?:\.Koa)?|koa-jwt|hono\/jwt\.jwt)$/.test(
      call.name,
    ) ||
    call.method === 'register'
  ) {
    const slots = entry('secret', 'keys', 'key')
    return slots.length === 0 ? null : { what: 'session secret', slots }
  }
  if (call.name === 'cookie-parser') return { what: 'cookie secret', slots: [slotAt(call, 0)] }
  if (call.name === 'crypto.createHmac') return { what: 'HMAC key', slots: [slotAt(call, 1)] }
  if (/^hmac\.(?:new|digest)$/.test(call.name)) return { what: 'HMAC key', slots: [slotAt(call, 0)] }
  if (/^itsdangerous\.\w+Serializer$/.test(call.name)) return { what: 'signing key', slots: [slotAt(call, 0)] }
  if (/^cryptography\.fernet\.Fernet$/.test(call.name)) return { what: 'encryption key', slots: [slotAt(call, 0)] }
  if (call.name === 'crypto.createCipheriv') return { what: 'encryption key', slots: [slotAt(call, 1)] }
  if (
    /^(?:psycopg2?\.connect|pymysql\.connect|MySQLdb\.connect|mysql\.connector\.connect|mysql2?(?:\/promise)?\.create(?:Connection|Pool)|pg\.(?:Pool|Client)|redis\.(?:Redis|StrictRedis)|ioredis|sequelize\.Sequelize|knex|smtplib\.SMTP\(\)\.login|nodemailer\.createTransport|mongoose\.(?:connect|createConnection)|aiomysql\.(?:connect|create_pool)|asyncpg\.(?:connect|create_pool)|psycopg_pool\.\w+|mariadb\.create\w+|amqplib\.connect|pika\.PlainCredentials|aiosmtplib\.\w+|typeorm\.(?:DataSource|createConnection)|ldapjs\.createClient|@nestjs\/typeorm\.TypeOrmModule\.forRoot)$/.test(
      call.name,
    )
  ) {
    const slots = entry('password', 'passwd', 'pass')
    return slots.length === 0 ? null : { what: 'password of a connection', slots }
  }
  if (/(?:^|\.)(?:BasicAuth|HTTPBasicAuth|HTTPDigestAuth|DigestAuth|HTTPProxyAuth)$/.test(call.name)) {
    const slots = entry('password')
    return { what: 'password of a client', slots: slots.length === 0 ? [slotAt(call, 1)] : slots }
  }
  if (/add_middleware$/.test(call.method) || /^(?:starlette|fastapi)\.(?:\w+\.)*(?:Middleware|SessionMiddleware)$/.test(call.name)) {
    const slots = entry('secret_key')
    return slots.length === 0 ? null : { what: 'session secret', slots }
  }
  return null
}

import path from 'node:path'

const need = (name: string, pattern = /./) => {
  const value = process.env[name] ?? ''
  if (!pattern.test(value)) throw new Error(`${name} is missing or malformed`)
  return value
}

const load = () => {
  const accessKey = Buffer.from(need('ACCESS_KEY'), 'base64')
  if (accessKey.length < 32) throw new Error('ACCESS_KEY needs 32 bytes in base64')
  return Object.freeze({
    port: Number(process.env.PORT ?? 8080),
    databaseUrl: need('DATABASE_URL', /^postgres(ql)?:/),
    databaseCa: need('DATABASE_CA'),
    redisUrl: need('REDIS_URL', /^rediss:/),
    accessKey,
    webOrigin: new URL(need('WEB_ORIGIN', /^https:/)).origin,
    paperDir: path.resolve(need('PAPER_DIR')),
    labelDir: path.resolve(need('LABEL_DIR')),
    mailUrl: need('MAIL_URL', /^https:/),
    mailKey: need('MAIL_KEY', /^.{20,}$/),
  })
}

let loaded: ReturnType<typeof load> | undefined
export const config = () => (loaded ??= load())

import path from 'node:path'

export function readConfig(env) {
  const need = (name, pattern = /./) => {
    const value = env[name] ?? ''
    if (!pattern.test(value)) throw new Error(`${name} is missing or malformed`)
    return value
  }
  return Object.freeze({
    port: Number(env.PORT ?? 8080),
    mongoUrl: need('MONGO_URL', /^mongodb(\+srv)?:\/\//),
    mongoDb: need('MONGO_DB', /^\w+$/),
    webOrigin: new URL(need('WEB_ORIGIN', /^https:\/\//)).origin,
    firmwareDir: path.resolve(need('FIRMWARE_DIR')),
    manualDir: path.resolve(need('MANUAL_DIR')),
    mailUrl: need('MAIL_URL', /^https:\/\//),
    mailKey: need('MAIL_KEY', /^.{20,}$/),
  })
}

import path from 'node:path'

const { env } = process

function must(name: string): string {
  const value = env[name]
  if (!value) throw new Error(`${name} is not set`)
  return value
}

export const config = {
  env: env.NODE_ENV ?? 'development',
  port: Number(env.PORT ?? 8080),
  databaseUrl: must('DATABASE_URL'),
  tokenKey: must('TOKEN_KEY'),
  labKey: env.LAB_KEY ?? 'vetwise-lab-shared-2023',
  bankKey: must('BANK_FIELD_KEY'),
  smtpUrl: env.SMTP_URL ?? 'smtp://localhost:25',
  files: path.resolve(env.FILES_DIR ?? 'files'),
  printer: env.LABEL_PRINTER ?? 'front-desk',
}

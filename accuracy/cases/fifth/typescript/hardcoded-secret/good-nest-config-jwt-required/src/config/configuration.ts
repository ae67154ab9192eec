function required(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set`)
  return value
}

export default () => ({
  port: Number(process.env.PORT ?? 3000),
  database: { url: required('DATABASE_URL') },
  jwt: {
    secret: required('JWT_SECRET'),
    expiresIn: '15m',
  },
})

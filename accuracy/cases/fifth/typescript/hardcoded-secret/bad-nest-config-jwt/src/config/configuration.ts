export default () => ({
  port: Number(process.env.PORT ?? 3000),
  database: { url: process.env.DATABASE_URL },
  jwt: {
    secret: process.env.JWT_SECRET ?? 'b8f1c2a7e94d4f0f9a6be1d37c52',
    expiresIn: '15m',
  },
})

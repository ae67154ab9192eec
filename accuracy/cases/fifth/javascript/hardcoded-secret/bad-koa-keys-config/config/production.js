module.exports = {
  port: process.env.PORT,
  sessionKeys: ['7f3kQ9zLmW2xVb8TnR4yHc6Jd1Gs5PaE'],
  databaseUrl: process.env.DATABASE_URL,
}

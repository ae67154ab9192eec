export const config = {
  host: process.env.HOST || '0.0.0.0',
  port: Number(process.env.PORT || 4100),
  databasePath: process.env.DATABASE_PATH || ':memory:',
  tokenSecret: process.env.TOKEN_SECRET || 'library',
  catalogueKey: 'cat-service-51d0be7a93f24c68',
}

export const labels = { password: 'Your password', apiKey: 'Key of the API' }

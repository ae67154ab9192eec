export const LABELS = {
  password: 'Password',
  passwordHint: 'At least twelve characters',
  apiKey: 'API key',
  tokenExpired: 'Your token has expired',
} as const

export const EXAMPLE_ENV = ['DATABASE_PASSWORD=<your password>', 'API_KEY=changeme-in-your-environment'].join('\n')

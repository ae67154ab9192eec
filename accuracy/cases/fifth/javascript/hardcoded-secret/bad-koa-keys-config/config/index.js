const base = require('./base')

const overrides = {
  development: () => ({ port: 3000 }),
  production: () => require('./production'),
}

module.exports = { ...base, ...overrides[process.env.NODE_ENV === 'production' ? 'production' : 'development']() }

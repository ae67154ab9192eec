const express = require('express')
const { sequelize } = require('./models')
const { ensureFirstUser } = require('./setup')

async function start() {
  await sequelize.authenticate()
  await sequelize.sync()
  await ensureFirstUser()
  const app = express()
  app.get('/health', (_req, res) => res.json({ ok: true }))
  app.listen(process.env.PORT || 3000)
}

start().catch((error) => {
  console.error(error)
  process.exit(1)
})

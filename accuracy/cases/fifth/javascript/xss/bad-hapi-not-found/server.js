'use strict'

const Hapi = require('@hapi/hapi')

async function start() {
  const server = Hapi.server({ port: process.env.PORT || 3000 })
  await server.register({ plugin: require('./lib/plants'), options: { file: process.env.PLANTS_DB } })
  await server.register(require('./lib/search'))
  await server.start()
}

start().catch((error) => {
  console.error(error)
  process.exit(1)
})

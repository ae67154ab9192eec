import { createApp } from './app.js'
import config from './config.js'
import { connect } from './lib/mongo.js'

await connect()
createApp().listen(config.port, () => console.log(`Stage Hands on ${config.port}`))

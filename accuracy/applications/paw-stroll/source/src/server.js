import mongoose from 'mongoose'
import { createApp } from './app.js'
import { config } from './config.js'

await mongoose.connect(config.mongoUrl, { serverSelectionTimeoutMS: 5000, maxPoolSize: 20 })
const server = createApp().listen(config.port, () => console.log(`Paw Stroll on ${config.port}`))
server.requestTimeout = 30_000

process.on('SIGTERM', () => {
  server.close(() => mongoose.disconnect())
})

import express from 'express'
import mongoose from 'mongoose'
import { errorHandler } from './middleware/error-handler.js'
import { router } from './people/router.js'

const app = express()
app.disable('x-powered-by')
app.use(express.json({ limit: '200kb' }))
app.use('/api/people', router)
app.use(errorHandler)

await mongoose.connect(process.env.MONGO_URL, { serverSelectionTimeoutMS: 4000 })
app.listen(process.env.PORT ?? 3000)

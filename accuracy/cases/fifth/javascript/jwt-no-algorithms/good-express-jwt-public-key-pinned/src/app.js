import { readFileSync } from 'node:fs'
import { errors } from 'celebrate'
import express from 'express'
import { MongoClient } from 'mongodb'
import { authenticate } from './auth/middleware.js'
import { TokenVerifier } from './auth/verifier.js'
import { measurementRouter } from './measurements.js'

const verifier = new TokenVerifier({ publicKey: readFileSync(process.env.PUBLIC_KEY_FILE), audience: 'stations' })
const mongo = await MongoClient.connect(process.env.MONGO_URL, { serverSelectionTimeoutMS: 4000 })

export const app = express()
app.use(express.json({ limit: '50kb' }))
app.use('/measurements', authenticate(verifier), measurementRouter(mongo.db().collection('measurements')))
app.use(errors())

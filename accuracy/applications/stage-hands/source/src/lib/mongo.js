import { MongoClient } from 'mongodb'
import mongoose from 'mongoose'
import config from '../config.js'

const client = new MongoClient(config.mongoUrl, { serverSelectionTimeoutMS: 4000 })

export const collection = (name) => client.db().collection(name)

export async function connect() {
  await client.connect()
  await mongoose.connect(config.mongoUrl)
}

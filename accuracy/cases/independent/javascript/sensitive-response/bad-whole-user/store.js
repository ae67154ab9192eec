import { MongoClient } from 'mongodb'

export const users = new MongoClient(process.env.MONGO_URL).db('app').collection('users')

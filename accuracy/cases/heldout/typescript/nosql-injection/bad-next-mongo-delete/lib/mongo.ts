import { MongoClient } from 'mongodb'

export const drafts = new MongoClient(process.env.MONGO_URL ?? '').db('blog').collection('drafts')

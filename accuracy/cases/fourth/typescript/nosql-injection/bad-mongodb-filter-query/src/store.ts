import { MongoClient } from 'mongodb'

const client = new MongoClient(process.env.MONGO_URL ?? '', { serverSelectionTimeoutMS: 3000 })

export interface Job {
  title: string
  city: string
  level: string
  published: boolean
}

export const jobs = client.db('board').collection<Job>('jobs')

import { DataSource } from 'typeorm'
import { Reading } from './reading'

export const source = new DataSource({ type: 'postgres', url: process.env.DATABASE_URL, entities: [Reading] })

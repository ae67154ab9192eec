import { DataSource } from 'typeorm'
import { Organisation } from './organisations/organisation.js'

export const dataSource = new DataSource({
  type: 'postgres',
  url: process.env.DATABASE_URL,
  entities: [Organisation],
})

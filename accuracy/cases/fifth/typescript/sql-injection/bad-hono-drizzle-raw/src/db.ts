import { drizzle } from 'drizzle-orm/mysql2'
import { int, json, mysqlTable, varchar } from 'drizzle-orm/mysql-core'

export const episodes = mysqlTable('episodes', {
  id: int('id').autoincrement().primaryKey(),
  title: varchar('title', { length: 200 }).notNull(),
  tags: json('tags').$type<string[]>().notNull(),
})

export const db = drizzle(process.env.DATABASE_URL as string)

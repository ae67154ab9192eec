import { and, asc, eq, gt } from 'drizzle-orm'
import { boolean, pgTable, serial, text, timestamp } from 'drizzle-orm/pg-core'
import { Hono } from 'hono'
import { db } from './db'
import { requireStaff } from './require-staff'

export const users = pgTable('users', {
  id: serial('id').primaryKey(),
  email: text('email').notNull(),
  name: text('name').notNull(),
  active: boolean('active').notNull().default(true),
  passwordHash: text('password_hash').notNull(),
  totpSecret: text('totp_secret'),
  createdAt: timestamp('created_at').notNull().defaultNow(),
})

type User = typeof users.$inferSelect

const present = ({ passwordHash, totpSecret, ...user }: User) => ({ ...user, createdAt: user.createdAt.toISOString() })

export const userRoutes = new Hono()

userRoutes.use(requireStaff)

userRoutes.get('/', async (c) => {
  const after = Number(c.req.query('after') ?? 0)
  const rows = await db
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(and(eq(users.active, true), gt(users.id, after)))
    .orderBy(asc(users.id))
    .limit(50)
  return c.json({ users: rows })
})

userRoutes.get('/:id', async (c) => {
  const [user] = await db.select().from(users).where(eq(users.id, Number(c.req.param('id'))))
  if (!user) return c.json({ message: 'No such user' }, 404)
  return c.json(present(user))
})

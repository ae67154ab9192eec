import { initTRPC } from '@trpc/server'
import type { RowDataPacket } from 'mysql2/promise'
import { z } from 'zod'
import { pool } from './pool.js'

const t = initTRPC.create()

const escapeLike = (value: string): string => value.replace(/[%_]/g, '\\$&')

export const appRouter = t.router({
  suggest: t.procedure.input(z.object({ prefix: z.string().max(40) })).query(async ({ input }) => {
    const pattern = `${escapeLike(input.prefix)}%`
    const [rows] = await pool.execute<RowDataPacket[]>('SELECT name FROM towns WHERE name LIKE ? LIMIT 10', [pattern])
    return rows.map((row) => row.name as string)
  }),
})

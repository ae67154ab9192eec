import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Transaction } from 'kysely'
import { z } from 'zod'
import { type Database, db } from './db'
import { requireUser } from './require-user'

const Transfer = z.object({
  from: z.string().uuid(),
  to: z.string().uuid(),
  cents: z.number().int().positive().max(1_000_000),
  note: z.string().max(140).default(''),
})

type Transfer = z.infer<typeof Transfer>

async function debit(trx: Transaction<Database>, userId: string, { from, cents }: Transfer): Promise<void> {
  const account = await trx
    .selectFrom('accounts')
    .select(['id', 'balance_cents', 'frozen_by'])
    .where('id', '=', from)
    .where('user_id', '=', userId)
    .forUpdate()
    .executeTakeFirst()
  if (!account) throw new HTTPException(404, { message: 'No such account' })
  if (account.frozen_by !== null) throw new HTTPException(423, { message: 'The account is frozen' })
  if (account.balance_cents < cents) throw new HTTPException(409, { message: 'The balance is too low' })
  await trx
    .updateTable('accounts')
    .set((eb) => ({ balance_cents: eb('balance_cents', '-', cents), changed_by: userId }))
    .where('id', '=', account.id)
    .execute()
}

async function credit(trx: Transaction<Database>, { to, cents }: Transfer): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('accounts')
    .set((eb) => ({ balance_cents: eb('balance_cents', '+', cents) }))
    .where('id', '=', to)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new HTTPException(404, { message: 'No such account' })
}

export const transfers = new Hono().post('/transfers', requireUser, async (c) => {
  const transfer = Transfer.parse(await c.req.json())
  const { id: userId } = c.get('user')
  await db.transaction().execute(async (trx) => {
    await debit(trx, userId, transfer)
    await credit(trx, transfer)
    await trx
      .insertInto('transfers')
      .values({ from_id: transfer.from, to_id: transfer.to, cents: transfer.cents, note: transfer.note, by: userId })
      .execute()
  })
  return c.body(null, 204)
})

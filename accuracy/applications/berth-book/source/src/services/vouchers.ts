import { GraphQLError } from 'graphql'
import { knex } from '../db'
import type { UserRow } from '../repos'

/** Adds the worth of a voucher to the credit of a user. */
export async function redeem(user: UserRow, code: string): Promise<number> {
  const voucher = await knex('vouchers').where({ code }).first()
  if (!voucher || voucher.used_at) throw new GraphQLError('This voucher has no worth')
  await knex('users').where({ id: user.id }).increment('credit', voucher.worth)
  await knex('vouchers').where({ id: voucher.id }).update({ used_at: new Date() })
  return voucher.worth
}

/** Takes from the credit, if there is enough. */
export async function spend(userId: number, amount: number): Promise<boolean> {
  const changed = await knex('users').where({ id: userId }).andWhere('credit', '>=', amount).decrement('credit', amount)
  return changed === 1
}

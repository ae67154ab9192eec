import { db } from '../db.js'

export async function bookPayment(data: Record<string, unknown>): Promise<void> {
  await db.insertInto('ledger').values({ kind: 'payment', reference: String(data.id), cents: Number(data.cents) }).execute()
}

export async function bookRefund(data: Record<string, unknown>): Promise<void> {
  await db.insertInto('ledger').values({ kind: 'refund', reference: String(data.id), cents: -Number(data.cents) }).execute()
}

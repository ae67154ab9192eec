import { GraphQLError } from 'graphql'
import { type Context, signedIn } from '../context'
import { knex } from '../db'
import { ordered, paged } from '../lib/paging'
import { type BookingRow, berths, bookings, type InvoiceRow, invoices, vessels } from '../repos'
import { spend } from '../services/vouchers'

interface Wish { berth: string; vessel: string; fromDay: string; nights: number }

export const bookingQueries = {
  booking: signedIn((_, { id }: { id: string }, { user }) => bookings.all().where({ id: Number(id), user_id: user.id }).first()),
  bookings: signedIn((_, { sort, first }: { sort?: string; first?: number }, { user }) =>
    ordered(paged(bookings.all().where({ user_id: user.id }), { first }), sort),
  ),
  invoice: signedIn((_, { id }: { id: string }) => invoices.find(id)),
  invoices: signedIn((_, { year }: { year: number }, { user }) =>
    invoices.all().where({ user_id: user.id }).whereRaw('extract(year from created_at) = ?', [year]).limit(200),
  ),
}

export const bookingMutations = {
  book: signedIn(async (_, wish: Wish, { user }) => {
    const [berth, vessel] = await Promise.all([berths.find(wish.berth), vessels.find(wish.vessel)])
    if (!berth || berth.closed || vessel?.owner_id !== user.id) throw new GraphQLError('Berth or vessel is not there')
    if (vessel.length > berth.max_length) throw new GraphQLError('The vessel is too long')
    const tariff = await knex('tariffs').where({ marina: berth.marina }).first()
    const amount = Math.ceil(vessel.length) * (tariff?.per_metre ?? 2) * wish.nights
    if (!(await spend(user.id, amount))) throw new GraphQLError('Not enough credit')
    const values = { berth_id: berth.id, vessel_id: vessel.id, user_id: user.id, from_day: wish.fromDay, nights: wish.nights, amount }
    return bookings.insert({ ...values, state: 'open' })
  }),

  cancel: signedIn(async (_, { id }: { id: string }, { user }) => {
    return knex.transaction(async (trx) => {
      const where = { id: Number(id), user_id: user.id, state: 'open' }
      const [row] = await trx('bookings').where(where).update({ state: 'cancelled' }).returning('*')
      if (!row) throw new GraphQLError('No such booking')
      await trx('users').where({ id: user.id }).increment('credit', row.amount)
      return row
    })
  }),
}

export const bookingTypes = {
  Booking: {
    fromDay: (booking: BookingRow) => String(booking.from_day),
    berth: (booking: BookingRow, _: unknown, { loaders }: Context) => loaders.berths.load(booking.berth_id),
    vessel: (booking: BookingRow, _: unknown, { loaders }: Context) => loaders.vessels.load(booking.vessel_id),
  },
  Invoice: {
    paidAt: (invoice: InvoiceRow) => invoice.paid_at,
  },
}

import { knex } from '../db'
import { BaseRepo } from './base-repo'

export interface UserRow { id: number; name: string; email: string; password: string; role: string; phone?: string; iban?: string; gate_code: string; credit: number }
export interface VesselRow { id: number; name: string; length: number; mmsi?: string; owner_id: number }
export interface BerthRow { id: number; marina: string; number: number; max_length: number; closed: boolean }
export interface BookingRow { id: number; berth_id: number; vessel_id: number; user_id: number; from_day: string; nights: number; amount: number; state: string }
export interface InvoiceRow { id: number; user_id: number; number: string; amount: number; paid_at?: string; address?: string }

class UserRepo extends BaseRepo<UserRow> {
  protected readonly table = 'users'
  byEmail(email: string): Promise<UserRow | undefined> {
    return knex('users').where({ email }).first()
  }
}

class VesselRepo extends BaseRepo<VesselRow> {
  protected readonly table = 'vessels'

  async search(term: string): Promise<VesselRow[]> {
    const { rows } = await knex.raw(`SELECT * FROM vessels WHERE name ILIKE '%${term}%' OR mmsi = '${term}' ORDER BY name LIMIT 50`)
    return rows
  }

  async owned(userId: number): Promise<VesselRow[]> {
    const { rows } = await knex.raw('SELECT * FROM vessels WHERE owner_id = ? ORDER BY name LIMIT 100', [userId])
    return rows
  }
}

class BerthRepo extends BaseRepo<BerthRow> {
  protected readonly table = 'berths'
}

class BookingRepo extends BaseRepo<BookingRow> {
  protected readonly table = 'bookings'
  current(berthId: number): Promise<BookingRow | undefined> {
    return knex('bookings').where({ berth_id: berthId, state: 'open' }).whereRaw('from_day <= now()').orderBy('from_day', 'desc').first()
  }
}

class InvoiceRepo extends BaseRepo<InvoiceRow> {
  protected readonly table = 'invoices'
}

export const users = new UserRepo()
export const vessels = new VesselRepo()
export const berths = new BerthRepo()
export const bookings = new BookingRepo()
export const invoices = new InvoiceRepo()

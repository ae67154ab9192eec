import { Op } from 'sequelize'
import type { Actor } from '../core/actor'
import { HttpError } from '../core/errors'
import { Booking, Machine } from '../db/models'
import { sequelize } from '../db/sequelize'

export interface Wish {
  readonly machineId: number
  readonly customerId: number
  readonly fromDay: string
  readonly toDay: string
  readonly note?: string
}

class BookingService {
  async reserve(actor: Actor, wish: Wish): Promise<unknown> {
    const machine = await Machine.findOne({ where: { id: wish.machineId, companyId: actor.companyId } })
    if (!machine) throw new HttpError(404, 'No such machine')
    const overlap = { machineId: wish.machineId, fromDay: { [Op.lte]: wish.toDay }, toDay: { [Op.gte]: wish.fromDay } }
    if ((await Booking.count({ where: overlap })) > 0) throw new HttpError(409, 'Taken on these days')
    const { machineId, customerId, fromDay, toDay, note } = wish
    return Booking.create({ machineId, customerId, fromDay, toDay, note, companyId: actor.companyId })
  }

  /** Two machines change their bookings, when one breaks. */
  async exchange(actor: Actor, first: number, second: number): Promise<void> {
    await sequelize.transaction(async (transaction) => {
      const where = { companyId: actor.companyId, machineId: [first, second] }
      const found = await Booking.findAll({ where, transaction, lock: transaction.LOCK.UPDATE })
      for (const booking of found) {
        const machineId = booking.get('machineId') === first ? second : first
        await booking.update({ machineId }, { transaction })
      }
    })
  }
}

export const bookingService = new BookingService()

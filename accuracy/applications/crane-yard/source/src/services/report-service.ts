import { QueryTypes } from 'sequelize'
import type { Actor } from '../core/actor'
import { Booking, Customer, Machine } from '../db/models'
import { sequelize } from '../db/sequelize'

class ReportService {
  /** Days on which each machine was out. */
  async utilisation(actor: Actor, from: string, to: string): Promise<object[]> {
    const span = `b.from_day >= '${from}' AND b.to_day <= '${to}'`
    return sequelize.query(
      `SELECT m.name, SUM(b.to_day - b.from_day) AS days FROM "Machines" m JOIN "Bookings" b ON b.machine_id = m.id
        WHERE m.company_id = :company AND ${span} GROUP BY m.name`,
      { replacements: { company: actor.companyId }, type: QueryTypes.SELECT },
    )
  }

  async income(actor: Actor, year: number): Promise<object[]> {
    return sequelize.query(
      `SELECT c.name, SUM(m.day_rate * (b.to_day - b.from_day)) AS sum FROM "Bookings" b
         JOIN "Machines" m ON m.id = b.machine_id JOIN "Customers" c ON c.id = b.customer_id
        WHERE b.company_id = :company AND extract(year FROM b.from_day) = :year GROUP BY c.name`,
      { replacements: { company: actor.companyId, year }, type: QueryTypes.SELECT },
    )
  }

  /** What goes out this week, with machine and customer. */
  async dispatch(actor: Actor): Promise<object[]> {
    const bookings = await Booking.findAll({ where: { companyId: actor.companyId }, order: [['fromDay', 'ASC']], limit: 200 })
    const rows: object[] = []
    for (const booking of bookings) {
      const machine = await Machine.findByPk(booking.get('machineId') as number)
      const customer = await Customer.findByPk(booking.get('customerId') as number)
      rows.push({ from: booking.get('fromDay'), machine: machine?.get('name'), customer: customer?.get('name') })
    }
    return rows
  }
}

export const reportService = new ReportService()

import { Problem } from '../plugins/errors.js'
import { bookingRef } from '../lib/secrets.js'
import { type Patient, type Visit, patients, visits } from '../repositories/index.js'
import { knex } from '../repositories/base.js'
import { sendReminder } from './mail.js'

/** Books a visit if the half hour is free. */
export async function book(practice: number, patient: number, startsAt: Date): Promise<Visit> {
  if (!(await patients.own(practice, patient))) throw new Problem(404, 'No such patient')
  const taken = await knex('visits').where({ practice_id: practice, starts_at: startsAt }).first()
  if (taken) throw new Problem(409, 'Somebody else is coming then')
  return visits.insert(practice, { patient_id: patient, starts_at: startsAt, booking_ref: bookingRef() })
}

/** Reminds everybody who comes tomorrow. */
export async function remindAll(practice: number): Promise<number> {
  const due: Visit[] = await knex('visits').where({ practice_id: practice, reminded: false }).whereRaw("starts_at < now() + interval '1 day'").limit(300)
  let sent = 0
  for (const visit of due) {
    const patient = await patients.own(practice, visit.patient_id)
    if (!patient?.keeper_email) continue
    await sendReminder(patient.keeper_email, patient.name, visit.starts_at)
    await visits.change(practice, visit.id, { reminded: true })
    sent++
  }
  return sent
}

/** Who sits in the waiting room today. */
export async function waitingRoom(practice: number) {
  const today: Visit[] = await knex('visits').where({ practice_id: practice }).whereRaw('starts_at::date = current_date').limit(200)
  const rows: Patient[] = await knex('patients').whereIn('id', today.map((visit) => visit.patient_id)).where({ practice_id: practice })
  const byId = new Map(rows.map((row) => [row.id, row]))
  return today.map((visit) => ({ at: visit.starts_at, patient: byId.get(visit.patient_id)?.name }))
}

/** Moves drugs from the stock of one practice to another. */
export async function handOver(from: number, to: number, name: string, amount: number) {
  await knex.transaction(async (trx) => {
    const taken = await trx('drugs').where({ practice_id: from, name }).andWhere('stock', '>=', amount).decrement('stock', amount)
    if (!taken) throw new Problem(409, 'Not enough in stock')
    await trx('drugs').where({ practice_id: to, name }).increment('stock', amount)
  })
}

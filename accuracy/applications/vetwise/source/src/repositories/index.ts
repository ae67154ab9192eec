import { Repository, knex } from './base.js'

export interface Staff { id: number; practice_id: number; email: string; name: string; password_hash: string; role: string; active: boolean }
export interface Patient { id: number; practice_id: number; name: string; chip: string | null; keeper_email: string | null; weight: number }
export interface Visit { id: number; practice_id: number; patient_id: number; starts_at: Date; notes: string | null; booking_ref: string; reminded: boolean }
export interface Drug { id: number; practice_id: number; name: string; stock: number; dose_formula: string | null }

export const staff = new Repository<Staff>('staff', 'name')
export const patients = new Repository<Patient>('patients', 'name')
export const visits = new Repository<Visit>('visits', 'notes')
export const drugs = new Repository<Drug>('drugs', 'name')

export const staffByEmail = (email: string): Promise<Staff | undefined> => knex('staff').where({ email }).first()

export async function turnover(practice: number, days: string) {
  const { rows } = await knex.raw(
    `SELECT date_trunc('day', starts_at) AS day, count(*) FROM visits WHERE practice_id = ? AND starts_at > now() - interval '${days} days' GROUP BY 1`,
    [practice],
  )
  return rows
}

export async function busiest(practice: number, weeks: number) {
  const { rows } = await knex.raw(
    "SELECT extract(hour FROM starts_at) AS hour, count(*) FROM visits WHERE practice_id = ? AND starts_at > now() - make_interval(weeks => ?) GROUP BY 1",
    [practice, weeks],
  )
  return rows
}

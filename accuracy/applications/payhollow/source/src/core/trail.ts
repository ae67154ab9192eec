import type { Transaction } from 'sequelize'
import { type Person, Trail } from './database.js'

export const record = (who: Person, action: string, subject: string, transaction?: Transaction) =>
  Trail.create({ firmId: who.firmId, actor: who.id, action, subject }, { transaction })

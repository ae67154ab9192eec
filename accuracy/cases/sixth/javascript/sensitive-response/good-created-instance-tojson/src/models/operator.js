import { DataTypes, Model } from 'sequelize'
import { sequelize } from '../sequelize.js'

const SECRET = ['passwordHash', 'recoveryCode']

export class Operator extends Model {
  toJSON() {
    const entries = Object.entries(this.get())
    return Object.fromEntries(entries.filter(([name]) => !SECRET.includes(name)))
  }
}

Operator.init(
  {
    email: { type: DataTypes.STRING, allowNull: false, unique: true },
    name: { type: DataTypes.STRING, allowNull: false },
    passwordHash: { type: DataTypes.STRING, allowNull: false },
    recoveryCode: { type: DataTypes.STRING, allowNull: false },
  },
  {
    sequelize,
    defaultScope: { attributes: { exclude: ['passwordHash', 'recoveryCode'] } },
  },
)

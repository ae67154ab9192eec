import { DataTypes, Model } from 'sequelize'
import { sequelize } from '../sequelize.js'

export class Operator extends Model {}

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

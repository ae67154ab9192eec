import { type CreationOptional, DataTypes, type InferAttributes, type InferCreationAttributes, Model } from 'sequelize'
import { sequelize } from './sequelize'

export class User extends Model<InferAttributes<User>, InferCreationAttributes<User>> {
  declare id: CreationOptional<number>
  declare companyId: number
  declare email: string
  declare passwordHash: string
  declare role: CreationOptional<string>
  declare blockedAt: Date | null
  declare resetCode: string | null
}
User.init(
  {
    id: { type: DataTypes.INTEGER, autoIncrement: true, primaryKey: true },
    companyId: { type: DataTypes.INTEGER, allowNull: false },
    email: { type: DataTypes.STRING, allowNull: false, unique: true },
    passwordHash: { type: DataTypes.STRING, allowNull: false },
    role: { type: DataTypes.STRING, allowNull: false, defaultValue: 'staff' },
    blockedAt: { type: DataTypes.DATE, allowNull: true },
    resetCode: { type: DataTypes.STRING, allowNull: true },
  },
  { sequelize, tableName: 'users' },
)

export class RefreshToken extends Model<InferAttributes<RefreshToken>, InferCreationAttributes<RefreshToken>> {
  declare id: CreationOptional<number>
  declare userId: number
  declare tokenHash: string
}
RefreshToken.init(
  {
    id: { type: DataTypes.INTEGER, autoIncrement: true, primaryKey: true },
    userId: { type: DataTypes.INTEGER, allowNull: false },
    tokenHash: { type: DataTypes.STRING, allowNull: false, unique: true },
  },
  { sequelize, tableName: 'refresh_tokens' },
)

const id = { type: DataTypes.INTEGER, autoIncrement: true, primaryKey: true }
const companyId = { type: DataTypes.INTEGER, allowNull: false }

export const Machine = sequelize.define('Machine', {
  id,
  companyId,
  name: { type: DataTypes.STRING, allowNull: false },
  tonnes: { type: DataTypes.INTEGER, allowNull: false },
  dayRate: { type: DataTypes.INTEGER, allowNull: false },
})

export const Customer = sequelize.define('Customer', {
  id,
  companyId,
  name: { type: DataTypes.STRING, allowNull: false },
  city: { type: DataTypes.STRING },
  bankAccount: { type: DataTypes.STRING },
  creditLimit: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
})

export const Booking = sequelize.define('Booking', {
  id,
  companyId,
  machineId: { type: DataTypes.INTEGER, allowNull: false },
  customerId: { type: DataTypes.INTEGER, allowNull: false },
  fromDay: { type: DataTypes.DATEONLY, allowNull: false },
  toDay: { type: DataTypes.DATEONLY, allowNull: false },
  note: { type: DataTypes.TEXT },
})

export const Paper = sequelize.define('Paper', {
  id,
  companyId,
  machineId: { type: DataTypes.INTEGER, allowNull: false },
  title: { type: DataTypes.STRING, allowNull: false },
  key: { type: DataTypes.STRING, allowNull: false },
})

import { type CreationOptional, DataTypes, type InferAttributes, type InferCreationAttributes, Model, Sequelize } from 'sequelize'
import { env } from './env.js'

export const db = new Sequelize(env.DATABASE_URL, {
  dialect: 'postgres',
  logging: false,
  pool: { max: 12, min: 1, acquire: 5000, idle: 30_000 },
  dialectOptions: {
    ssl: { ca: env.DATABASE_CA, rejectUnauthorized: true },
    statement_timeout: 5000,
    idle_in_transaction_session_timeout: 10_000,
    connectionTimeoutMillis: 4000,
  },
  define: { underscored: true, timestamps: false },
})

const uuid = { type: DataTypes.UUID, defaultValue: DataTypes.UUIDV4, primaryKey: true } as const
const text = { type: DataTypes.TEXT, allowNull: false } as const
const ref = { type: DataTypes.UUID, allowNull: false } as const
const when = { type: DataTypes.DATE } as const

type Own<M extends Model> = [InferAttributes<M>, InferCreationAttributes<M>]
export type Role = 'member' | 'lead' | 'finance' | 'owner'

export class Person extends Model<Own<Person>[0], Own<Person>[1]> {
  declare id: CreationOptional<string>
  declare firmId: string
  declare email: string
  declare name: string
  declare role: Role
  declare passwordHash: string
  declare tokenEpoch: CreationOptional<number>
  declare blockedAt: CreationOptional<Date | null>
}
Person.init(
  { id: uuid, firmId: ref, email: text, name: text, role: text, passwordHash: text, tokenEpoch: { type: DataTypes.INTEGER, defaultValue: 1 }, blockedAt: when },
  { sequelize: db, tableName: 'people', defaultScope: { attributes: { exclude: ['passwordHash'] } }, scopes: { login: {} } },
)

export class Claim extends Model<Own<Claim>[0], Own<Claim>[1]> {
  declare id: CreationOptional<string>
  declare firmId: string
  declare personId: string
  declare title: string
  declare amountCents: number
  declare currency: string
  declare spentOn: string
  declare state: CreationOptional<'draft' | 'sent' | 'approved' | 'refused' | 'paid'>
  declare decidedBy: CreationOptional<string | null>
  declare createdAt: CreationOptional<Date>
  declare person?: Person
}
Claim.init(
  {
    id: uuid, firmId: ref, personId: ref, title: text, amountCents: { type: DataTypes.INTEGER, allowNull: false }, currency: { type: DataTypes.CHAR(3), allowNull: false },
    spentOn: { type: DataTypes.DATEONLY, allowNull: false }, state: { ...text, defaultValue: 'draft' }, decidedBy: DataTypes.UUID, createdAt: { ...when, defaultValue: DataTypes.NOW },
  },
  { sequelize: db, tableName: 'claims' },
)
Claim.belongsTo(Person, { as: 'person', foreignKey: 'personId' })

export class Receipt extends Model<Own<Receipt>[0], Own<Receipt>[1]> {
  declare id: CreationOptional<string>
  declare claimId: string
  declare title: string
  declare bytes: number
}
Receipt.init({ id: uuid, claimId: ref, title: text, bytes: { type: DataTypes.INTEGER, allowNull: false } }, { sequelize: db, tableName: 'receipts' })

export class RefreshToken extends Model<Own<RefreshToken>[0], Own<RefreshToken>[1]> {
  declare digest: string
  declare family: string
  declare personId: string
  declare epoch: number
  declare familyEndsAt: Date
  declare expiresAt: Date
  declare usedAt: CreationOptional<Date | null>
}
RefreshToken.init(
  { digest: { ...text, primaryKey: true }, family: ref, personId: ref, epoch: { type: DataTypes.INTEGER, allowNull: false }, familyEndsAt: when, expiresAt: when, usedAt: when },
  { sequelize: db, tableName: 'refresh_tokens' },
)

export class Reset extends Model<Own<Reset>[0], Own<Reset>[1]> {
  declare digest: string
  declare personId: string
  declare expiresAt: Date
}
Reset.init({ digest: { ...text, primaryKey: true }, personId: ref, expiresAt: when }, { sequelize: db, tableName: 'resets' })

export class Hook extends Model<Own<Hook>[0], Own<Hook>[1]> {
  declare id: CreationOptional<string>
  declare firmId: string
  declare url: string
  declare secret: string
}
Hook.init({ id: uuid, firmId: { ...ref, unique: true }, url: text, secret: text }, { sequelize: db, tableName: 'hooks' })

export class Firm extends Model<Own<Firm>[0], Own<Firm>[1]> {
  declare id: CreationOptional<string>
  declare name: string
  declare rules: object
}
Firm.init({ id: uuid, name: text, rules: { type: DataTypes.JSONB, allowNull: false } }, { sequelize: db, tableName: 'firms' })

export class Trail extends Model<Own<Trail>[0], Own<Trail>[1]> {
  declare id: CreationOptional<string>
  declare firmId: string
  declare actor: string
  declare action: string
  declare subject: string
  declare at: CreationOptional<Date>
}
Trail.init(
  { id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true }, firmId: ref, actor: ref, action: text, subject: text, at: { ...when, defaultValue: DataTypes.NOW } },
  { sequelize: db, tableName: 'trail' },
)

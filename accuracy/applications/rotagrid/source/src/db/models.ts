import { DataTypes, Model, type CreationOptional, type ForeignKey, type InferAttributes, type InferCreationAttributes, type NonAttribute } from 'sequelize';
import { sequelize } from './sequelize';

export const ROLES = ['worker', 'planner', 'manager'] as const;
export type Role = (typeof ROLES)[number];

const id = { type: DataTypes.UUID, defaultValue: DataTypes.UUIDV4, primaryKey: true };
const reference = { type: DataTypes.UUID, allowNull: false };
const base = { sequelize, underscored: true } as const;

export class Team extends Model<InferAttributes<Team>, InferCreationAttributes<Team>> {
  declare id: CreationOptional<string>;
  declare name: string;
}
Team.init({ id, name: { type: DataTypes.STRING(80), allowNull: false } }, { ...base, tableName: 'teams' });

export class User extends Model<InferAttributes<User>, InferCreationAttributes<User>> {
  declare id: CreationOptional<string>;
  declare teamId: ForeignKey<string>;
  declare email: string;
  declare name: string;
  declare password: string;
  declare role: CreationOptional<Role>;
  declare active: CreationOptional<boolean>;
  declare calendarDigest: CreationOptional<string | null>;
}
User.init(
  {
    id,
    teamId: reference,
    email: { type: DataTypes.STRING(254), allowNull: false, unique: true },
    name: { type: DataTypes.STRING(80), allowNull: false },
    password: { type: DataTypes.STRING(200), allowNull: false },
    role: { type: DataTypes.ENUM(...ROLES), allowNull: false, defaultValue: 'worker' },
    active: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: true },
    calendarDigest: { type: DataTypes.STRING(64), unique: true },
  },
  {
    ...base,
    tableName: 'users',
    defaultScope: { attributes: { exclude: ['password', 'calendarDigest'] } },
    scopes: { withPassword: { attributes: { include: ['password'] } } },
  },
);

export class Shift extends Model<InferAttributes<Shift>, InferCreationAttributes<Shift>> {
  declare id: CreationOptional<string>;
  declare teamId: ForeignKey<string>;
  declare workerId: ForeignKey<string> | null;
  declare startsAt: Date;
  declare endsAt: Date;
  declare place: string;
  declare note: CreationOptional<string>;
  declare worker?: NonAttribute<User>;
}
Shift.init(
  {
    id,
    teamId: reference,
    workerId: { type: DataTypes.UUID },
    startsAt: { type: DataTypes.DATE, allowNull: false },
    endsAt: { type: DataTypes.DATE, allowNull: false },
    place: { type: DataTypes.STRING(80), allowNull: false },
    note: { type: DataTypes.STRING(500), allowNull: false, defaultValue: '' },
  },
  { ...base, tableName: 'shifts' },
);
Shift.belongsTo(User, { as: 'worker', foreignKey: 'workerId' });

export class Swap extends Model<InferAttributes<Swap>, InferCreationAttributes<Swap>> {
  declare id: CreationOptional<string>;
  declare teamId: ForeignKey<string>;
  declare shiftId: ForeignKey<string>;
  declare fromId: ForeignKey<string>;
  declare toId: ForeignKey<string>;
  declare state: CreationOptional<'asked' | 'taken' | 'refused'>;
}
Swap.init(
  {
    id,
    teamId: reference,
    shiftId: reference,
    fromId: reference,
    toId: reference,
    state: { type: DataTypes.ENUM('asked', 'taken', 'refused'), allowNull: false, defaultValue: 'asked' },
  },
  { ...base, tableName: 'swaps' },
);
Swap.belongsTo(Shift, { as: 'shift', foreignKey: 'shiftId' });

export class Certificate extends Model<InferAttributes<Certificate>, InferCreationAttributes<Certificate>> {
  declare id: CreationOptional<string>;
  declare teamId: ForeignKey<string>;
  declare ownerId: ForeignKey<string>;
  declare title: string;
  declare etag: string;
  declare size: number;
}
Certificate.init(
  {
    id,
    teamId: reference,
    ownerId: reference,
    title: { type: DataTypes.STRING(120), allowNull: false },
    etag: { type: DataTypes.STRING(40), allowNull: false },
    size: { type: DataTypes.INTEGER, allowNull: false },
  },
  { ...base, tableName: 'certificates' },
);

export class Invitation extends Model<InferAttributes<Invitation>, InferCreationAttributes<Invitation>> {
  declare digest: string;
  declare userId: ForeignKey<string>;
  declare expiresAt: Date;
}
Invitation.init(
  { digest: { type: DataTypes.STRING(64), primaryKey: true }, userId: reference, expiresAt: { type: DataTypes.DATE, allowNull: false } },
  { ...base, tableName: 'invitations' },
);

export class Job extends Model<InferAttributes<Job>, InferCreationAttributes<Job>> {
  declare id: CreationOptional<string>;
  declare kind: 'letter' | 'roster';
  declare payload: Record<string, string>;
  declare tries: CreationOptional<number>;
  declare dueAt: Date;
  declare doneAt: CreationOptional<Date | null>;
}
Job.init(
  {
    id,
    kind: { type: DataTypes.ENUM('letter', 'roster'), allowNull: false },
    payload: { type: DataTypes.JSONB, allowNull: false },
    tries: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
    dueAt: { type: DataTypes.DATE, allowNull: false, defaultValue: DataTypes.NOW },
    doneAt: { type: DataTypes.DATE },
  },
  { ...base, tableName: 'jobs' },
);

export class AuditEntry extends Model<InferAttributes<AuditEntry>, InferCreationAttributes<AuditEntry>> {
  declare id: CreationOptional<string>;
  declare teamId: string | null;
  declare actorId: string | null;
  declare deed: string;
  declare thing: string;
  declare createdAt: CreationOptional<Date>;
}
AuditEntry.init(
  {
    id,
    teamId: { type: DataTypes.UUID },
    actorId: { type: DataTypes.UUID },
    deed: { type: DataTypes.STRING(60), allowNull: false },
    thing: { type: DataTypes.STRING(80), allowNull: false },
    createdAt: DataTypes.DATE,
  },
  { ...base, tableName: 'audit', updatedAt: false },
);

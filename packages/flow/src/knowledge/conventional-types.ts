import { tableOf } from '../table-of.ts'

/** Names that every program gives the one object of a library it makes in a module of its own. */
const OBJECTS = tableOf<string>({
  sequelize: 'sequelize.Sequelize',
  prisma: 'prisma.Client',
  prismaClient: 'prisma.Client',
  knex: 'knex.Knex',
  redis: 'redis.Client',
  redisClient: 'redis.Client',
  mongoose: 'mongoose',
  logger: 'js.Logger',
  log: 'js.Logger',
  AppDataSource: 'typeorm.DataSource',
  dataSource: 'typeorm.DataSource',
})

/** Models of an object mapper that are defined out of sight: a class that is asked in the mapper's own words. */
export const OWN_MODEL = /^(?:\.{1,2}\/|\/|@\/|~\/|#|src\/).*\.(?:[A-Z]\w*)(?:\.default)?\.(?<method>\w+)$/

/** `const { sequelize } = require('./sequelize')`: the module and what it is for have one name. */
export const isOwnObject = (type: string, key: string): boolean => OBJECTS[key] === type

/** Type of what is imported from a module of the program that is not in sight; null where the name does not tell. */
export function conventionalType(from: string, name: string | null): string | null {
  if (!/^(?:\.{1,2}\/|@\/|~\/|#|src\/)/.test(from)) return null
  const own = name === null || name === 'default' ? (/(?<last>\w+)(?:\.[cm]?[jt]s)?$/.exec(from)?.groups?.last ?? '') : name
  return OBJECTS[own] ?? null
}

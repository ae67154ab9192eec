import { Sequelize } from 'sequelize';
import { config } from '../config';

export const sequelize = new Sequelize(config().DATABASE_URL, {
  dialect: 'postgres',
  logging: false,
  pool: { max: 20, min: 1, acquire: 5000, idle: 10_000 },
  dialectOptions: {
    statement_timeout: 8000,
    connectionTimeoutMillis: 3000,
    idle_in_transaction_session_timeout: 10_000,
    ...(config().DATABASE_CA && { ssl: { ca: config().DATABASE_CA, rejectUnauthorized: true } }),
  },
});

import { config } from "./src/config.js";

export default {
  client: "pg",
  connection: {
    connectionString: config.DATABASE_URL,
    ssl: config.DATABASE_CA ? { ca: config.DATABASE_CA, rejectUnauthorized: true } : undefined,
    statement_timeout: 10_000,
    application_name: "fieldcrew",
  },
  pool: { min: 0, max: 15 },
  acquireConnectionTimeout: 5000,
  migrations: { directory: "./migrations", loadExtensions: [".js"] },
  seeds: { directory: "./seeds" },
};

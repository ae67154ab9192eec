import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { env } from "../env.js";
import * as schema from "./schema.js";

export const sqlClient = postgres(env.DATABASE_URL, {
  max: 15,
  idle_timeout: 60,
  connect_timeout: 5,
  ssl: env.DATABASE_TLS === "off" ? false : "verify-full",
  connection: { application_name: "relaypost", statement_timeout: 10_000 },
});

export const db = drizzle(sqlClient, { schema });

import knex from "knex";
import pino from "pino";
import settings from "../knexfile.js";

export const db = knex(settings);

export const logger = pino({
  level: process.env.LOG_LEVEL ?? "info",
  redact: ["authorization", "cookie", "*.password", "*.token", "*.password_hash"],
});

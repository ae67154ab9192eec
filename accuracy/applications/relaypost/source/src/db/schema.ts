import { boolean, index, integer, jsonb, pgEnum, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";

export const memberRole = pgEnum("member_role", ["viewer", "admin"]);
export const deliveryState = pgEnum("delivery_state", ["pending", "delivered", "failed"]);

// Milliseconds, as a JavaScript date carries no more and cursors compare for equality.
const createdAt = timestamp("created_at", { withTimezone: true, precision: 3 }).notNull().defaultNow();

export const workspaces = pgTable("workspaces", {
  id: uuid("id").primaryKey().defaultRandom(),
  name: text("name").notNull(),
  createdAt,
});

const workspaceId = () =>
  uuid("workspace_id")
    .notNull()
    .references(() => workspaces.id, { onDelete: "cascade" });

export const members = pgTable("members", {
  id: uuid("id").primaryKey().defaultRandom(),
  workspaceId: workspaceId(),
  email: text("email").notNull().unique(),
  passwordHash: text("password_hash").notNull(),
  role: memberRole("role").notNull().default("viewer"),
  tokenVersion: integer("token_version").notNull().default(0),
  createdAt,
});

export const apiKeys = pgTable(
  "api_keys",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    workspaceId: workspaceId(),
    label: text("label").notNull(),
    digest: text("digest").notNull().unique(),
    scopes: text("scopes").array().notNull(),
    expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
    revokedAt: timestamp("revoked_at", { withTimezone: true }),
    createdAt,
  },
  (t) => [index("api_keys_workspace").on(t.workspaceId)],
);

export const endpoints = pgTable(
  "endpoints",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    workspaceId: workspaceId(),
    url: text("url").notNull(),
    sealedSecret: text("sealed_secret").notNull(),
    enabled: boolean("enabled").notNull().default(true),
    createdAt,
  },
  (t) => [index("endpoints_workspace").on(t.workspaceId, t.enabled)],
);

export const events = pgTable(
  "events",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    workspaceId: workspaceId(),
    idempotencyKey: text("idempotency_key").notNull(),
    type: text("type").notNull(),
    payload: jsonb("payload").notNull(),
    createdAt,
  },
  (t) => [uniqueIndex("events_idempotency").on(t.workspaceId, t.idempotencyKey)],
);

export const deliveries = pgTable(
  "deliveries",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    workspaceId: workspaceId(),
    eventId: uuid("event_id").notNull().references(() => events.id, { onDelete: "cascade" }),
    endpointId: uuid("endpoint_id").notNull().references(() => endpoints.id, { onDelete: "cascade" }),
    state: deliveryState("state").notNull().default("pending"),
    attempts: integer("attempts").notNull().default(0),
    lastStatus: integer("last_status"),
    createdAt,
  },
  (t) => [
    uniqueIndex("deliveries_once").on(t.eventId, t.endpointId),
    index("deliveries_listing").on(t.workspaceId, t.createdAt, t.id),
    index("deliveries_pending").on(t.state, t.createdAt),
    index("deliveries_endpoint").on(t.endpointId),
  ],
);

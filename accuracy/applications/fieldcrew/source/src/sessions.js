import { randomUUID } from "node:crypto";
import { config } from "./config.js";
import { db } from "./db.js";
import { digest, newSecret, signAccessToken } from "./security.js";

const DAYS = 14;
const COOKIE = config.production ? "__Secure-refresh" : "refresh";
const COOKIE_OPTIONS = {
  httpOnly: true,
  secure: config.production,
  sameSite: "strict",
  path: "/auth",
  overwrite: true,
};

export const presentedToken = (ctx) => ctx.cookies.get(COOKIE) ?? "";
export const clearCookie = (ctx) => ctx.cookies.set(COOKIE, null, COOKIE_OPTIONS);

async function issue(trx, userId, family, expiresAt) {
  const token = newSecret();
  await trx("refresh_tokens").insert({ digest: digest(token), family, user_id: userId, expires_at: expiresAt });
  return { token, userId, family, expiresAt };
}

export function openSession(userId) {
  return issue(db, userId, randomUUID(), new Date(Date.now() + DAYS * 86_400_000));
}

export const revokeFamily = (family, trx = db) =>
  trx("refresh_tokens").where({ family }).whereNull("revoked_at").update({ revoked_at: trx.fn.now() });

/** Swaps a refresh token for its successor. One that comes twice ends the whole family. */
export function rotate(token) {
  return db.transaction(async (trx) => {
    const row = await trx("refresh_tokens").where({ digest: digest(token) }).forUpdate().first();
    if (!row || row.revoked_at || row.expires_at <= new Date()) return null;
    if (row.used_at) {
      await revokeFamily(row.family, trx);
      return null;
    }
    await trx("refresh_tokens").where({ digest: row.digest }).update({ used_at: trx.fn.now() });
    return issue(trx, row.user_id, row.family, row.expires_at);
  });
}

export async function familyOf(token) {
  const row = await db("refresh_tokens").where({ digest: digest(token) }).first("family");
  return row?.family;
}

export async function respond(ctx, session) {
  ctx.cookies.set(COOKIE, session.token, { ...COOKIE_OPTIONS, expires: session.expiresAt });
  ctx.body = { accessToken: await signAccessToken(session.userId, session.family), expiresIn: 600 };
}

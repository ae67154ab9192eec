import { createHash, randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { SignJWT, jwtVerify } from "jose";
import { config } from "./config.js";

const derive = promisify(scrypt);
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };
const KEY = Buffer.from(config.ACCESS_TOKEN_KEY, "hex");
const CLAIMS = { issuer: "fieldcrew", audience: "fieldcrew-api" };

export const ROLES = ["worker", "dispatcher", "manager", "owner"];
export const outranks = (role, other) => ROLES.indexOf(role) > ROLES.indexOf(other);
export const reaches = (role, minimum) => ROLES.indexOf(role) >= ROLES.indexOf(minimum);

export const digest = (text) => createHash("sha256").update(text).digest("hex");
export const newSecret = () => randomBytes(32).toString("base64url");

export async function hashPassword(password) {
  const salt = randomBytes(16);
  const hash = await derive(password.normalize("NFKC"), salt, 32, COST);
  return `scrypt$${salt.toString("base64")}$${hash.toString("base64")}`;
}

const unknownUserHash = await hashPassword(newSecret());

export async function passwordMatches(password, stored) {
  const [, salt, hash] = (stored ?? unknownUserHash).split("$");
  const actual = await derive(password.normalize("NFKC"), Buffer.from(salt, "base64"), 32, COST);
  return timingSafeEqual(actual, Buffer.from(hash, "base64")) && stored != null;
}

export function signAccessToken(userId, family) {
  return new SignJWT({ fam: family })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(userId)
    .setIssuer(CLAIMS.issuer)
    .setAudience(CLAIMS.audience)
    .setIssuedAt()
    .setExpirationTime("10m")
    .sign(KEY);
}

export async function readAccessToken(token) {
  const { payload } = await jwtVerify(token, KEY, {
    ...CLAIMS,
    algorithms: ["HS256"],
    requiredClaims: ["sub", "exp", "fam"],
  });
  return payload;
}

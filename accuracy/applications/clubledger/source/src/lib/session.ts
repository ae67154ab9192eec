import "server-only";
import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { digest, env, prisma } from "./server";

const HOURS = 12;
const NAME = env.NODE_ENV === "production" ? "__Host-ledger" : "ledger";
const OPTIONS = { httpOnly: true, secure: env.NODE_ENV === "production", sameSite: "lax", path: "/" } as const;
const placeholder = hash(randomBytes(24).toString("base64"));

export type CurrentUser = { id: string; name: string };

export async function checkPassword(email: string, password: string): Promise<CurrentUser | null> {
  const user = await prisma.user.findUnique({ where: { email } });
  const matches = await verify(user?.passwordHash ?? (await placeholder), password);
  return user && matches ? { id: user.id, name: user.name } : null;
}

export async function startSession(userId: string): Promise<void> {
  const token = randomBytes(32).toString("base64url");
  const expiresAt = new Date(Date.now() + HOURS * 3_600_000);
  await endSession();
  await prisma.session.deleteMany({ where: { expiresAt: { lt: new Date() } } });
  await prisma.hitCounter.deleteMany({ where: { resetsAt: { lt: new Date() } } });
  await prisma.session.create({ data: { digest: digest(token), userId, expiresAt } });
  (await cookies()).set(NAME, token, { ...OPTIONS, expires: expiresAt });
}

export async function endSession(): Promise<void> {
  const jar = await cookies();
  const token = jar.get(NAME)?.value;
  if (!token) return;
  await prisma.session.deleteMany({ where: { digest: digest(token) } });
  jar.set(NAME, "", { ...OPTIONS, maxAge: 0 });
}

/** Stores a new password and ends every session of the user, this one included. */
export async function replacePassword(userId: string, password: string): Promise<void> {
  const passwordHash = await hash(password);
  await prisma.$transaction([
    prisma.user.update({ where: { id: userId }, data: { passwordHash } }),
    prisma.session.deleteMany({ where: { userId } }),
  ]);
}

export async function passwordIsRight(userId: string, password: string): Promise<boolean> {
  const user = await prisma.user.findUniqueOrThrow({ where: { id: userId }, select: { passwordHash: true } });
  return verify(user.passwordHash, password);
}

export const currentUser = cache(async (): Promise<CurrentUser | null> => {
  const token = (await cookies()).get(NAME)?.value;
  if (!token) return null;
  const session = await prisma.session.findUnique({
    where: { digest: digest(token), expiresAt: { gt: new Date() } },
    select: { user: { select: { id: true, name: true } } },
  });
  return session?.user ?? null;
});

export async function requireUser(next = "/clubs"): Promise<CurrentUser> {
  return (await currentUser()) ?? redirect(`/login?next=${encodeURIComponent(next)}`);
}

/** A path within this site; anything else becomes the start page. */
export function localPath(value: unknown): string {
  if (typeof value !== "string" || !URL.canParse(value, env.APP_ORIGIN)) return "/clubs";
  const url = new URL(value, env.APP_ORIGIN);
  if (url.origin !== env.APP_ORIGIN) return "/clubs";
  return `/${url.pathname.replace(/^\/+/, "")}${url.search}`;
}

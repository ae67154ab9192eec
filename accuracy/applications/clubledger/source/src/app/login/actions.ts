"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import type { ActionState } from "@/lib/clubs";
import { clientAddress, log, withinLimit } from "@/lib/server";
import { checkPassword, currentUser, endSession, localPath, passwordIsRight, replacePassword, startSession } from "@/lib/session";

const credentials = z.object({
  email: z.string().trim().toLowerCase().max(254).pipe(z.email()),
  password: z.string().min(1).max(200),
  next: z.string().max(500).optional(),
});
const change = z.object({
  current: z.string().min(1).max(200),
  password: z.string().min(12, "Please choose at least 12 characters.").max(200),
});

export async function signIn(_previous: ActionState, form: FormData): Promise<ActionState> {
  const input = credentials.safeParse(Object.fromEntries(form));
  if (!input.success) return { error: "E-mail or password is wrong." };
  const { email, password, next } = input.data;
  const address = await clientAddress();
  const allowed = await Promise.all([
    withinLimit("login-address", address, 60, 900),
    withinLimit("login-account", email, 40, 900),
    withinLimit("login-pair", `${email}|${address}`, 10, 900),
  ]);
  if (allowed.includes(false)) return { error: "Too many attempts. Please wait a while." };

  const user = await checkPassword(email, password);
  if (!user) return { error: "E-mail or password is wrong." };
  await startSession(user.id);
  log.info({ audit: "sign-in", userId: user.id });
  redirect(localPath(next));
}

export async function signOut(): Promise<ActionState> {
  await endSession();
  redirect("/login");
}

export async function changePassword(_previous: ActionState, form: FormData): Promise<ActionState> {
  const user = await currentUser();
  if (!user) redirect("/login");
  const input = change.safeParse(Object.fromEntries(form));
  if (!input.success) return { error: input.error.issues[0]?.message };
  if (!(await withinLimit("password", user.id, 6, 900))) return { error: "Please wait a while." };
  if (!(await passwordIsRight(user.id, input.data.current))) return { error: "The password is wrong." };
  await replacePassword(user.id, input.data.password);
  await startSession(user.id);
  return { done: true };
}

import { redirect } from "next/navigation";
import { ActionForm } from "@/components/action-form";
import { currentUser, localPath } from "@/lib/session";
import { signIn } from "./actions";

export default async function LoginPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const next = localPath((await searchParams).next);
  if (await currentUser()) redirect(next);
  return (
    <ActionForm action={signIn} label="Sign in">
      <input type="email" name="email" autoComplete="username" aria-label="E-mail" required />
      <input type="password" name="password" autoComplete="current-password" aria-label="Password" required />
      <input type="hidden" name="next" value={next} />
    </ActionForm>
  );
}

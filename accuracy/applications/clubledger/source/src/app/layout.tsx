import type { Metadata } from "next";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { ActionForm } from "@/components/action-form";
import { currentUser } from "@/lib/session";
import { signOut } from "./login/actions";

export const metadata: Metadata = { title: "Club ledger" };

export default async function Layout({ children }: { children: ReactNode }) {
  // Every page is rendered per request, as each carries its own nonce.
  await connection();
  const user = await currentUser();
  return (
    <html lang="en">
      <body>
        {user && (
          <header>
            {user.name} <ActionForm action={signOut} label="Sign out" />
          </header>
        )}
        <main>{children}</main>
      </body>
    </html>
  );
}

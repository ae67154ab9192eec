import Link from "next/link";
import { ActionForm } from "@/components/action-form";
import { prisma } from "@/lib/server";
import { requireUser } from "@/lib/session";
import { changePassword } from "../login/actions";

export default async function ClubsPage() {
  const user = await requireUser();
  const memberships = await prisma.membership.findMany({
    where: { userId: user.id },
    select: { role: true, club: { select: { slug: true, name: true } } },
    orderBy: { club: { name: "asc" } },
    take: 100,
  });
  return (
    <>
      <ul>
        {memberships.map(({ role, club }) => (
          <li key={club.slug}>
            <Link href={`/clubs/${club.slug}`}>{club.name}</Link> ({role.toLowerCase()})
          </li>
        ))}
      </ul>
      <ActionForm action={changePassword} label="Change password">
        <input type="password" name="current" autoComplete="current-password" aria-label="Current password" required />
        <input type="password" name="password" autoComplete="new-password" aria-label="New password" required />
      </ActionForm>
    </>
  );
}

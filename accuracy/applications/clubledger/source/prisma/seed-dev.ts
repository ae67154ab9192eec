import { hash } from "@node-rs/argon2";
import { PrismaClient } from "@prisma/client";

if (process.env.NODE_ENV === "production") {
  throw new Error("The demo data is for development databases");
}

const prisma = new PrismaClient();
const passwordHash = await hash("demo-password-for-local-use");
const club = await prisma.club.create({ data: { slug: "demo-rowing", name: "Demo Rowing", account: "DEMO-0001" } });
for (const role of ["MEMBER", "TREASURER", "CHAIR"] as const) {
  const email = `${role.toLowerCase()}@example.test`;
  await prisma.user.create({
    data: { email, name: role, passwordHash, memberships: { create: { clubId: club.id, role } } },
  });
  console.log(`seeded ${email}`);
}
await prisma.$disconnect();

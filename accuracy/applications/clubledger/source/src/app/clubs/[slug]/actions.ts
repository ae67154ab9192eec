"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { clubAction, Refusal } from "@/lib/clubs";
import { prisma, withinLimit } from "@/lib/server";

const newExpense = z.object({
  title: z.string().trim().min(3, "Please say what it was for.").max(140),
  amount: z
    .string()
    .regex(/^\d{1,6}([.,]\d{2})?$/, "Please write the amount like 12.50.")
    .transform((value) => Math.round(Number(value.replace(",", ".")) * 100))
    .pipe(z.number().int().positive("The amount must be above zero.")),
});
const decision = z.object({ expenseId: z.uuid(), status: z.enum(["APPROVED", "REJECTED"]) });
const notes = z.object({ notes: z.string().max(10_000) });

export const addExpense = clubAction("expense:add", newExpense, async ({ user, club }, { title, amount }) => {
  if (!(await withinLimit("expense", user.id, 60, 3600))) throw new Refusal("Please wait a while.");
  await prisma.expense.create({ data: { clubId: club.id, submitterId: user.id, title, cents: amount } });
  revalidatePath(`/clubs/${club.slug}`);
});

export const decideExpense = clubAction("expense:decide", decision, async ({ user, club }, { expenseId, status }) => {
  await prisma.$transaction(async (tx) => {
    // Nobody decides on an expense of their own, and no expense is decided twice.
    const { count } = await tx.expense.updateMany({
      where: { id: expenseId, clubId: club.id, status: "PENDING", submitterId: { not: user.id } },
      data: { status, deciderId: user.id },
    });
    if (count !== 1) throw new Refusal("This expense is not yours to decide.");
    if (status !== "APPROVED") return;
    const { cents } = await tx.expense.findUniqueOrThrow({ where: { id: expenseId }, select: { cents: true } });
    const paid = await tx.club.updateMany({
      where: { id: club.id, balance: { gte: cents } },
      data: { balance: { decrement: cents } },
    });
    if (paid.count !== 1) throw new Refusal("The balance does not cover this.");
  });
  revalidatePath(`/clubs/${club.slug}`);
});

export const editNotes = clubAction("club:edit", notes, async ({ club }, input) => {
  await prisma.club.update({ where: { id: club.id }, data: { notes: input.notes } });
  revalidatePath(`/clubs/${club.slug}`);
});

import Link from "next/link";
import { ActionForm } from "@/components/action-form";
import { expensesOf, listing, may, PAGE, renderMarkdown, requireClub } from "@/lib/clubs";
import { requireUser } from "@/lib/session";
import { addExpense, decideExpense, editNotes } from "./actions";

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const money = new Intl.NumberFormat("en", { minimumFractionDigits: 2 });

export default async function ClubPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const user = await requireUser(`/clubs/${slug}`);
  const access = await requireClub(slug);
  const query = listing.parse(await searchParams);
  const expenses = await expensesOf(access, query);
  const { club, role } = access;
  const decide = decideExpense.bind(null, club.slug);

  return (
    <>
      <h1>{club.name}</h1>
      <p>Balance {money.format(club.balance / 100)}</p>
      <section dangerouslySetInnerHTML={{ __html: renderMarkdown(club.notes) }} />
      {may(role, "club:edit") && (
        <ActionForm action={editNotes.bind(null, club.slug)} label="Save notes">
          <textarea name="notes" defaultValue={club.notes} maxLength={10_000} aria-label="Notes" />
        </ActionForm>
      )}
      <ActionForm action={addExpense.bind(null, club.slug)} label="Add expense">
        <input name="title" maxLength={140} aria-label="What for" required />
        <input name="amount" inputMode="decimal" aria-label="Amount" required />
      </ActionForm>
      <ul>
        {expenses.slice(0, PAGE).map((expense) => (
          <li key={expense.id}>
            {expense.title}, {money.format(expense.cents / 100)}, {expense.submitter.name}, {expense.status.toLowerCase()}
            {expense.status === "PENDING" && expense.submitterId !== user.id && may(role, "expense:decide") && (
              <ActionForm action={decide} label="Decide">
                <input type="hidden" name="expenseId" value={expense.id} />
                <select name="status" aria-label="Decision">
                  <option value="APPROVED">Approve</option>
                  <option value="REJECTED">Reject</option>
                </select>
              </ActionForm>
            )}
          </li>
        ))}
      </ul>
      {expenses.length > PAGE && (
        <Link href={{ pathname: `/clubs/${club.slug}`, query: { ...query, page: query.page + 1 } }}>More</Link>
      )}
      {may(role, "ledger:export") && <a href={`/api/clubs/${club.slug}/export`}>Download</a>}
    </>
  );
}

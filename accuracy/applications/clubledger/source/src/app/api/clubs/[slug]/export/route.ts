import { accessTo, may } from "@/lib/clubs";
import { prisma, withinLimit } from "@/lib/server";
import { currentUser } from "@/lib/session";

const BATCH = 500;

function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}

async function* lines(clubId: string): AsyncGenerator<string> {
  yield "date,title,amount,status,submitted by\r\n";
  let cursor: string | undefined;
  for (;;) {
    const rows = await prisma.expense.findMany({
      where: { clubId },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: BATCH,
      ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
      include: { submitter: { select: { name: true } } },
    });
    for (const row of rows) {
      const amount = (row.cents / 100).toFixed(2);
      yield `${row.createdAt.toISOString()},${cell(row.title)},${amount},${row.status},${cell(row.submitter.name)}\r\n`;
    }
    if (rows.length < BATCH) return;
    cursor = rows.at(-1)?.id;
  }
}

export async function GET(_request: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  if (!(await currentUser())) return Response.json({ error: "Sign in first" }, { status: 401 });
  const access = await accessTo((await params).slug);
  if (!access) return Response.json({ error: "Not found" }, { status: 404 });
  if (!may(access.role, "ledger:export")) return Response.json({ error: "Not allowed" }, { status: 403 });
  if (!(await withinLimit("export", access.user.id, 20, 3600))) {
    return Response.json({ error: "Too many requests" }, { status: 429, headers: { "Retry-After": "3600" } });
  }
  const source = lines(access.club.id);
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await source.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await source.return(undefined);
    },
  });
  return new Response(stream, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${access.club.slug}.csv"`,
      "Cache-Control": "private, no-store",
    },
  });
}

import { createHmac, timingSafeEqual } from "node:crypto";
import { Prisma } from "@prisma/client";
import { z } from "zod";
import { env, log, prisma } from "@/lib/server";

const MAX_BYTES = 16 * 1024;
const credit = z.object({
  id: z.string().min(8).max(80),
  account: z.string().min(1).max(40),
  cents: z.number().int().positive().max(100_000_000),
});

async function readLimited(request: Request): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  if (!reader) return null;
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return Buffer.concat(chunks);
    size += value.byteLength;
    if (size > MAX_BYTES) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
}

function isAuthentic(request: Request, body: Buffer): boolean {
  const timestamp = request.headers.get("x-bank-timestamp") ?? "";
  const signature = request.headers.get("x-bank-signature") ?? "";
  if (!/^\d{10}$/.test(timestamp) || !/^[0-9a-f]{64}$/.test(signature)) return false;
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false;
  const expected = createHmac("sha256", env.BANK_WEBHOOK_SECRET).update(`${timestamp}.`).update(body).digest();
  return timingSafeEqual(expected, Buffer.from(signature, "hex"));
}

function parse(body: Buffer) {
  try {
    return credit.safeParse(JSON.parse(body.toString("utf8"))).data;
  } catch {
    return undefined;
  }
}

export async function POST(request: Request): Promise<Response> {
  const body = await readLimited(request);
  if (!body) return Response.json({ error: "Unreadable" }, { status: 400 });
  if (!isAuthentic(request, body)) return Response.json({ error: "Bad signature" }, { status: 401 });
  const event = parse(body);
  if (!event) return Response.json({ error: "Unreadable" }, { status: 400 });

  try {
    await prisma.$transaction([
      prisma.bankEvent.create({ data: { id: event.id } }),
      prisma.club.updateMany({ where: { account: event.account }, data: { balance: { increment: event.cents } } }),
    ]);
  } catch (error) {
    const repeated = error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
    if (!repeated) {
      log.error({ err: error, eventId: event.id }, "bank event failed");
      return Response.json({ error: "Try again later" }, { status: 500 });
    }
  }
  return new Response(null, { status: 204 });
}

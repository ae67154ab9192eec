import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { NextResponse, type NextRequest } from 'next/server'
import sharp from 'sharp'
import { requireAdmin } from '@/lib/auth'
import { prisma } from '@/lib/prisma'

const FOLDER = join(process.cwd(), 'public', 'logos')
const MAX_BYTES = 2_000_000

export async function POST(request: NextRequest) {
  const admin = await requireAdmin(request)
  if (!admin) return NextResponse.json({ message: 'Forbidden' }, { status: 403 })
  const form = await request.formData()
  const file = form.get('logo')
  if (!(file instanceof File) || file.size > MAX_BYTES) {
    return NextResponse.json({ message: 'A picture of at most 2 MB is required' }, { status: 400 })
  }
  const bytes = Buffer.from(await file.arrayBuffer())
  const name = `${randomUUID()}-${basename(file.name)}`
  await writeFile(join(FOLDER, name), bytes)
  await prisma.organisation.update({ where: { id: admin.organisationId }, data: { logo: `/logos/${name}` } })
  return NextResponse.json({ logo: `/logos/${name}` }, { status: 201 })
}

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ConflictException, Controller, Get, Inject, NotFoundException, Post, Req, Res, StreamableFile, UnsupportedMediaTypeException, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { Throttle } from '@nestjs/throttler';
import { and, asc, count, eq } from 'drizzle-orm';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { aTender } from '../access/ability.js';
import { Can, ensure } from '../access/policy.js';
import { Audit } from '../common/audit.service.js';
import { Id, line, ZodBody } from '../common/zod.pipe.js';
import { Config } from '../config.js';
import { Database } from '../db/database.js';
import { documents } from '../db/schema.js';
import { Tenders } from '../tenders/tenders.service.js';

const MOST = 30;
const Title = z.object({ title: line(120) });
const PDF = Buffer.from('%PDF-');

@Controller('tenders/:id/documents')
export class DocumentsController {
  constructor(
    @Inject(Config) private readonly config: Config,
    @Inject(Database) private readonly database: Database,
    @Inject(Tenders) private readonly tenders: Tenders,
    @Inject(Audit) private readonly audit: Audit,
  ) {}

  /** The name on disk is the key of the row, which the database has made up. */
  private fileOf(id: string) {
    return path.join(this.config.documentsDir, id.slice(0, 2), `${id}.pdf`);
  }

  @Can('read', 'Tender')
  @Get()
  async list(@Req() { actor }: Request, @Id() id: string) {
    await this.tenders.read(actor!, id);
    return this.database.db
      .select({ id: documents.id, title: documents.title, size: documents.size })
      .from(documents)
      .where(eq(documents.tenderId, id))
      .orderBy(asc(documents.title), documents.id)
      .limit(MOST);
  }

  @Can('update', 'Tender')
  @Throttle({ default: { limit: 40, ttl: 600_000 } })
  @UseInterceptors(FileInterceptor('file', { limits: { fileSize: 15 * 1024 * 1024, files: 1, fields: 2, parts: 3 } }))
  @Post()
  async add(@Req() { actor }: Request, @Id() id: string, @ZodBody(Title) { title }: z.infer<typeof Title>, @UploadedFile() file?: Express.Multer.File) {
    if (!file?.buffer.subarray(0, PDF.length).equals(PDF)) throw new UnsupportedMediaTypeException();
    return this.database.db.transaction(async (tx) => {
      const tender = await this.tenders.load(id, tx, true);
      ensure(actor!, 'update', aTender(tender));
      const [used] = await tx.select({ n: count() }).from(documents).where(eq(documents.tenderId, id));
      if (tender.state !== 'draft' || used!.n >= MOST) throw new ConflictException();
      const etag = createHash('md5').update(file.buffer).digest('hex');
      const [made] = await tx.insert(documents).values({ tenderId: id, title, size: file.size, etag }).returning({ id: documents.id });
      const target = this.fileOf(made!.id);
      await mkdir(path.dirname(target), { recursive: true, mode: 0o750 });
      await writeFile(target, file.buffer, { flag: 'wx', mode: 0o640 });
      await this.audit.note(actor!, 'document.added', `document:${made!.id}`, tx).catch(async (error: unknown) => {
        await rm(target, { force: true });
        throw error;
      });
      return made!;
    });
  }

  @Can('read', 'Tender')
  @Get(':document')
  async download(@Req() request: Request, @Id() id: string, @Id('document') documentId: string, @Res({ passthrough: true }) response: Response) {
    await this.tenders.read(request.actor!, id);
    const [found] = await this.database.db.select().from(documents).where(and(eq(documents.id, documentId), eq(documents.tenderId, id)));
    if (!found) throw new NotFoundException();
    response.set({ ETag: `"${found.etag}"`, 'Cache-Control': 'private, max-age=0, must-revalidate' });
    return new StreamableFile(createReadStream(this.fileOf(found.id)), {
      type: 'application/pdf',
      disposition: `attachment; filename="${found.id}.pdf"`,
      length: found.size,
    });
  }
}

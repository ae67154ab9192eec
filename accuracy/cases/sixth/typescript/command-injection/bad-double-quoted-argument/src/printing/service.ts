import { Command } from '../shell/command.js'

const submit = new Command('lp -d :queue -n :copies -t :title -- :file')

export interface PrintJob {
  documentId: string
  title: string
  copies: number
}

export class PrintingService {
  constructor(private readonly queue: string, private readonly spool: string) {}

  print(job: PrintJob): Promise<string> {
    return submit.run({
      queue: this.queue,
      copies: job.copies,
      title: job.title,
      file: `${this.spool}/${job.documentId}.pdf`,
    })
  }
}

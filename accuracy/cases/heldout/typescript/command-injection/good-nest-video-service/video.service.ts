import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { Injectable } from '@nestjs/common'

const run = promisify(execFile)

export interface Clip {
  readonly id: number
  readonly title: string
}

@Injectable()
export class VideoService {
  async stamp(clip: Clip): Promise<void> {
    const input = `/srv/clips/${clip.id}.mp4`
    await run('ffmpeg', ['-i', input, '-metadata', `title=${clip.title}`, `/srv/stamped/${clip.id}.mp4`], { timeout: 120_000 })
  }
}

export const media = Object.freeze({
  workdir: process.env.MEDIA_DIR ?? '/var/lib/clips',
  binary: process.env.FFMPEG ?? 'ffmpeg',
  spawn: {
    stdio: ['ignore', 'ignore', 'pipe'],
    windowsHide: true,
    timeout: 120_000,
  },
})

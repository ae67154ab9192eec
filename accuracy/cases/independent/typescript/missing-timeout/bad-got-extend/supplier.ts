import https from 'node:https'

export function catalogue(): Promise<string> {
  return new Promise((resolve, reject) => {
    https.get('https://supplier.internal/catalogue', (answer) => {
      let text = ''
      answer.on('data', (chunk: Buffer) => {
        text += chunk.toString()
      })
      answer.on('end', () => resolve(text))
    }).on('error', reject)
  })
}

import http from 'node:http'

export const state = (host = 'printer.internal') =>
  new Promise((resolve, reject) => {
    const request = http.get({ host, path: '/state' }, (answer) => {
      let text = ''
      answer.on('data', (chunk) => (text += chunk))
      answer.on('end', () => resolve(text))
    })
    request.setTimeout(3000, () => request.destroy(new Error('printer does not answer')))
    request.on('error', reject)
  })

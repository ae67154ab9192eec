import escapeHtml from 'escape-html'

export const receiptHtml = ({ number, lines, total }) =>
  `<h1>Receipt ${escapeHtml(number)}</h1><table>${lines
    .map((line) => `<tr><td>${escapeHtml(line.text)}</td><td>${Number(line.cents) / 100}</td></tr>`)
    .join('')}</table><p>${Number(total) / 100}</p>`

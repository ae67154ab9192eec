import escapeHtml from 'escape-html'

export const avatar = (name) => `<img src=/avatars/default.png alt=${`"${escapeHtml(name)}"`}>`

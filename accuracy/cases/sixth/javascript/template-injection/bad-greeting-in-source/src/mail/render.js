import nunjucks from 'nunjucks'

const env = new nunjucks.Environment(null, { autoescape: true })

const layout = (greeting) => `
<p>${greeting}</p>
<p>Your appointment is on {{ day }} at {{ time }}.</p>
<p>{{ sender }}</p>`

export function reminder(settings, appointment) {
  const source = layout(settings.greeting)
  return env.renderString(source, {
    day: appointment.day,
    time: appointment.time,
    sender: settings.sender,
  })
}

import nunjucks from 'nunjucks'

const env = new nunjucks.Environment(null, { autoescape: true })

const layout = `
<p>{{ greeting }}</p>
<p>Your appointment is on {{ day }} at {{ time }}.</p>
<p>{{ sender }}</p>`

export function reminder(settings, appointment) {
  return env.renderString(layout, {
    greeting: settings.greeting,
    day: appointment.day,
    time: appointment.time,
    sender: settings.sender,
  })
}

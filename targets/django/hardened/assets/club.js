const who = document.getElementById('who')
const found = document.getElementById('found')
if (who !== null && found !== null) {
  who.addEventListener('input', async () => {
    const answer = await fetch('/members/lookup.json?q=' + encodeURIComponent(who.value))
    const { members = [] } = await answer.json()
    found.replaceChildren(...members.map(({ id, name }) => new Option(`${name} (${id})`, String(id))))
  })
}

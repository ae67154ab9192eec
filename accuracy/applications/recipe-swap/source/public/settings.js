const form = document.querySelector('#settings');
if (form) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const body = JSON.stringify({ units: form.units.value, mail: { weekly: form.weekly.checked } });
    const answer = await fetch('/profile/settings', { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body });
    document.querySelector('#saved').textContent = answer.ok ? 'Saved' : 'Not saved';
  });
}

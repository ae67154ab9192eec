const form = document.getElementById('upload');
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const answer = await fetch(form.dataset.target, {
    method: 'POST',
    headers: { 'x-form-token': form.dataset.token, accept: 'application/json' },
    body: new FormData(form),
  });
  if (answer.ok) location.reload();
});

document.getElementById('kiosk').textContent = 'Hold your card to the reader.';

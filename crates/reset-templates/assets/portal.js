for (const b of document.querySelectorAll('[data-show]')) {
  const i = document.getElementById(b.getAttribute('aria-controls'));
  const s = document.getElementById(i.id + '-status');
  b.hidden = false;
  b.addEventListener('click', () => {
    const on = i.type === 'password';
    i.type = on ? 'text' : 'password';
    b.textContent = on ? b.dataset.hide : b.dataset.show;
    b.setAttribute('aria-label', on ? b.dataset.hideLabel : b.dataset.showLabel);
    s.textContent = on ? b.dataset.onText : b.dataset.offText;
    i.focus();
  });
  i.form.addEventListener('submit', () => { i.type = 'password'; });
}
// A second click on submit sends nothing, until the answer has had time to come.
for (const f of document.querySelectorAll('form[method=post]')) {
  f.addEventListener('submit', (e) => {
    if (f.dataset.sent) return e.preventDefault();
    f.dataset.sent = 1;
    setTimeout(() => { delete f.dataset.sent; }, 5000);
  });
}
addEventListener('pageshow', (e) => {
  if (e.persisted) for (const f of document.forms) delete f.dataset.sent;
});
// The reset form submits itself, but not when somebody comes back to it.
const came = performance.getEntriesByType('navigation')[0];
if (!came || came.type !== 'back_forward') document.querySelector('form[data-submit]')?.requestSubmit();

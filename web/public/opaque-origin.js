// In a sandbox, and where it is opened as a file, a page has no origin of its own, and may not
// fetch its own modules. The page that is one file fetches nothing; a page with advice about it has
// no such file.
if (self.origin === 'null') {
  const advice = document.querySelector('#opaque-origin');
  if (advice === null) {
    location.replace(`highwater.html${location.search}${location.hash}`);
  } else {
    advice.hidden = false;
    document.querySelector('.unscripted').remove();
    const link = advice.querySelector('a');
    link.href = location.href;
    link.textContent = location.href;
  }
}

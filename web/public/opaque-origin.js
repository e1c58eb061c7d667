// In a sandbox, and where it is opened as a file, a page has no origin of its own, and may not
// fetch its own modules. The page that is one file fetches nothing.
if (self.origin === 'null') {
  location.replace(`highwater.html${location.search}${location.hash}`);
}

/** The HTML around a page of the documentation: header, search, navigation, contents. */

import { escaped } from './highlight.ts';
import type { DocPage } from './pages.ts';

/** The whole HTML of a page. Its scripts and styles are named by their sources. */
export function htmlOf(page: DocPage, pages: readonly DocPage[]): string {
  const at = pages.indexOf(page);
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${page.group === '' ? '' : `${escaped(page.title)} · `}Highwater documentation</title>
    <meta name="description" content="${escaped(descriptionOf(page))}" />
    <meta name="color-scheme" content="light dark" />
    <link rel="icon" href="../favicon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="../src/entries/docs-page.css" />
  </head>
  <body>
    <a class="skip" href="#content">Skip to the content</a>
    <header>
      <p class="site"><a href="index.html">Highwater <span>documentation</span></a></p>
      <search id="search" hidden>
        <label class="visually-hidden" for="search-text">Search the documentation</label>
        <input id="search-text" type="search" placeholder="Search" maxlength="200" autocomplete="off" spellcheck="false" aria-keyshortcuts="/" aria-describedby="search-status" />
        <p id="search-status" class="visually-hidden" role="status"></p>
        <ol id="search-results" class="results" hidden></ol>
      </search>
      <a class="playground" href="../index.html">Playground</a>
      <button type="button" class="menu" popovertarget="pages">Pages</button>
    </header>
    <p class="unscripted">The search has not started: its script is missing, incomplete or blocked, or still loading. Reload the page. If that does not help, its copy on this site is not complete: all files of the build have to be copied again.</p>
    <div class="columns">
      <nav id="pages" class="pages" popover aria-label="Pages">
${navigationOf(page, pages)}
      </nav>
      <main id="content">
        <article>
${page.html}
        </article>
${stepsOf(pages[at - 1], pages[at + 1])}
      </main>
${contentsOf(page)}
    </div>
    <script type="module" src="../src/entries/docs-page.ts"></script>
  </body>
</html>
`;
}

/** The first sentence below the title. */
function descriptionOf({ sections, title }: DocPage): string {
  return /^.*?[.:](?= |$)/.exec(sections[0]?.text ?? '')?.[0] ?? title;
}

function navigationOf(current: DocPage, pages: readonly DocPage[]): string {
  const groups = [...new Set(pages.map(({ group }) => group))];
  return groups
    .map((group) => {
      const items = pages
        .filter((page) => page.group === group)
        .map(({ name, title }) => {
          const mark = name === current.name ? ' aria-current="page"' : '';
          return `<li><a href="${name}.html"${mark}>${escaped(title)}</a></li>`;
        });
      if (group === '') {
        // Where the header has no room for it.
        items.push('<li class="on-phone"><a href="../index.html">Playground</a></li>');
      }
      const heading = group === '' ? '' : `<p>${escaped(group)}</p>`;
      return `${heading}<ul>${items.join('')}</ul>`;
    })
    .join('\n');
}

function stepsOf(previous: DocPage | undefined, next: DocPage | undefined): string {
  const link = (page: DocPage | undefined, rel: string, label: string) =>
    page === undefined
      ? ''
      : `<a rel="${rel}" href="${page.name}.html"><span>${label}</span> ${escaped(page.title)}</a>`;
  return `<nav class="steps" aria-label="Previous and next page">${link(previous, 'prev', 'Previous')}${link(next, 'next', 'Next')}</nav>`;
}

/** The headings of the page, where there are several. */
function contentsOf({ sections }: DocPage): string {
  const items = sections
    .filter(({ level }) => level === 2)
    .map(({ id, heading }) => `<li><a href="#${id}">${escaped(heading)}</a></li>`);
  return items.length < 2
    ? ''
    : `<nav class="contents" aria-label="On this page"><p>On this page</p><ul>${items.join('')}</ul></nav>`;
}

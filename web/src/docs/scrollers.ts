/** Tab stops of code and tables that are wider than their page, so that keys can scroll them. */

/** Keeps the tab stops of `elements` up to date with the width of the page. */
export function keepTabStops(elements: Iterable<HTMLElement>): void {
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) {
        target.setAttribute('tabindex', '0');
      } else {
        target.removeAttribute('tabindex');
      }
    }
  });
  for (const element of elements) {
    observer.observe(element);
  }
}

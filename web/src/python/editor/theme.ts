/** The editor's theme, from the custom properties of the page. */

import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** Percentages of another colour mixed into a line's background. Text stays legible. */
export const TINTS = { fixed: 6, changed: 14, error: 14 } as const;

const LOOK = EditorView.theme({
  '&': {
    border: '1px solid var(--edge)',
    borderRadius: 'var(--radius)',
    background: 'var(--surface)',
    color: 'var(--ink)',
    overflow: 'hidden',
  },
  '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '1px' },
  '.cm-scroller': { font: '400 0.8125rem / 1.6 var(--mono)' },
  '.cm-content': { minHeight: '10rem', paddingBlock: '0.5rem', caretColor: 'var(--ink)' },
  '.cm-placeholder': { color: 'var(--muted)' },
  '.cm-line': { paddingInline: '0.5rem' },
  '.cm-gutters': {
    border: '0',
    background: 'var(--surface)',
    color: 'var(--muted)',
    fontSize: '0.75rem',
    fontVariantNumeric: 'tabular-nums',
  },
  '.cm-gutterElement': { lineHeight: 'calc(1.6 * 0.8125rem)' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '2.1rem', padding: '0 0.35rem 0 0.2rem' },
  '.cm-activeLine': {
    backgroundColor: 'transparent',
    boxShadow: 'inset 0 1px var(--line), inset 0 -1px var(--line)',
  },
  '.cm-activeLineGutter': { background: 'none', color: 'var(--ink)', fontWeight: '600' },
  '.cm-content ::selection, .cm-content::selection': {
    background: 'color-mix(in srgb, var(--focus) 28%, transparent)',
  },
  '&.cm-focused .cm-matchingBracket': {
    background: 'none',
    outline: '1px solid var(--edge)',
  },
  '&.cm-focused .cm-nonmatchingBracket': {
    background: 'none',
    outline: '1px dashed var(--fail)',
  },
  // Text for screen readers, in place of the gutters.
  '.cm-hiddenText': {
    position: 'absolute',
    inlineSize: '1px',
    blockSize: '1px',
    margin: '0',
    padding: '0',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

/** Wrapped lines: two characters further in than their start. */
const WRAPPED = EditorView.theme(
  Object.fromEntries(
    [0, 4, 8, 12, 16].map((indent) => [
      `.cm-indent-${indent}`,
      {
        paddingInlineStart: `calc(0.5rem + ${indent + 2}ch)`,
        textIndent: `-${indent + 2}ch`,
      },
    ]),
  ),
);

const MARKS = EditorView.theme({
  '.cm-fixed': {
    backgroundColor: `color-mix(in srgb, var(--ink) ${TINTS.fixed}%, var(--surface))`,
  },
  '.cm-changed': {
    backgroundColor: `color-mix(in srgb, var(--notice-edge) ${TINTS.changed}%, var(--surface))`,
    boxShadow: 'inset 3px 0 var(--notice-edge)',
  },
  '.cm-changedNote': {
    marginInlineStart: '1ch',
    padding: '0 0.45em',
    border: '1px solid var(--notice-edge)',
    borderRadius: '3px',
    background: 'var(--notice)',
    color: 'var(--ink)',
    font: '600 0.75rem / 1.35 var(--sans)',
    textIndent: '0',
    whiteSpace: 'nowrap',
  },
  '.cm-error, .cm-error.cm-fixed': {
    backgroundColor: `color-mix(in srgb, var(--fail) ${TINTS.error}%, var(--surface))`,
    boxShadow: 'inset 3px 0 var(--fail)',
  },
  '.cm-lineNumbers .cm-errorGutter': { color: 'var(--fail)', fontWeight: '700' },
  '.cm-lineNumbers .cm-errorGutter::before': { content: '"✕\\2009"' },
});

const MEMORY = EditorView.theme({
  '.cm-memoryGutter .cm-gutterElement': { padding: '0' },
  '.cm-memory': {
    position: 'relative',
    paddingInline: '0.3rem',
    color: 'var(--ink)',
    textAlign: 'end',
    whiteSpace: 'nowrap',
  },
  // Below the figure, which is legible on the plain ground alone.
  '.cm-memoryBar': {
    position: 'absolute',
    insetInlineEnd: '0',
    insetBlock: 'calc(1.6 * 0.8125rem - 3px) auto',
    blockSize: '3px',
    minInlineSize: '1px',
    borderRadius: '2px 0 0 2px',
    background: 'var(--notice-edge)',
  },
  '.cm-memorySize': { display: 'block', lineHeight: 'calc(1.6 * 0.8125rem - 3px)' },
  '.cm-memoryMost': { fontWeight: '700' },
  '@media (max-width: 30rem)': {
    '.cm-memory': { paddingInline: '0.15rem' },
    '.cm-lineNumbers .cm-gutterElement': { minWidth: '1.5rem', padding: '0 0.2rem 0 0' },
    '.cm-line': { paddingInlineEnd: '0.2rem' },
  },
});

const PROBLEMS = EditorView.theme({
  '.cm-lintRange-warning': {
    paddingBottom: '0',
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--notice-edge) 1.5px',
    textUnderlineOffset: '3px',
    textDecorationSkipInk: 'none',
  },
  '.cm-lintRange-active': { backgroundColor: 'var(--notice)' },
  '.cm-gutter-lint': { width: '1.1rem' },
  '.cm-gutter-lint:not(:has(.cm-lint-marker))': { width: '0' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0' },
  '.cm-lint-marker-warning': {
    content: 'none',
    inlineSize: '1.1rem',
    blockSize: 'calc(1.6 * 0.8125rem)',
    color: 'var(--notice-edge)',
    fontWeight: '700',
    textAlign: 'center',
  },
  '.cm-lint-marker-warning::before': { content: '"▲"' },
  '.cm-diagnostic': { padding: '0.4rem 0.55rem', margin: '0', whiteSpace: 'normal' },
  '.cm-diagnostic-warning': { borderInlineStart: '4px solid var(--notice-edge)' },
  '.cm-diagnosticSource': { color: 'var(--muted)', fontSize: '0.75rem', opacity: '1' },
});

const AROUND = EditorView.theme({
  '.cm-tooltip': {
    maxInlineSize: 'min(30rem, 90vw)',
    border: '1px solid var(--edge)',
    borderRadius: '4px',
    background: 'var(--ground)',
    color: 'var(--ink)',
    font: '400 0.8125rem / 1.45 var(--sans)',
  },
  '.cm-panels': {
    background: 'var(--ground)',
    color: 'var(--ink)',
    font: '400 0.8125rem / 1.45 var(--sans)',
  },
  '.cm-panels-top': { borderBottom: '1px solid var(--edge)' },
  '.cm-panels-bottom': { borderTop: '1px solid var(--edge)' },
  '.cm-panel.cm-search': { display: 'flex', flexWrap: 'wrap', gap: '0.3rem', padding: '0.4rem' },
  '.cm-panel.cm-search br': { display: 'none' },
  '.cm-panel.cm-search label': { display: 'inline-flex', alignItems: 'center', gap: '0.25rem' },
  '.cm-panel.cm-search :is(input, button, label)': { margin: '0', fontSize: '0.8125rem' },
  '.cm-panel.cm-search .cm-textfield': { inlineSize: '11rem' },
  '.cm-textfield': {
    border: '1px solid var(--edge)',
    borderRadius: 'var(--radius)',
    background: 'var(--ground)',
    color: 'var(--ink)',
  },
  '.cm-textfield::placeholder': { color: 'var(--muted)' },
  '.cm-button': {
    border: '1px solid var(--edge)',
    borderRadius: 'var(--radius)',
    background: 'var(--ground)',
  },
  // The first selector is the library's for the button's position, at the end of the panel.
  '.cm-panel.cm-search [name=close], .cm-panel.cm-panel-lint [name=close]': {
    position: 'static',
    marginInlineStart: 'auto',
    color: 'var(--ink)',
  },
  '.cm-panel.cm-panel-lint': { display: 'flex' },
  '.cm-panel.cm-panel-lint ul': { flex: '1', margin: '0', outlineOffset: '-2px' },
  '.cm-panel.cm-panel-lint ul [aria-selected]': { background: 'var(--surface)' },
  '.cm-panel.cm-panel-lint ul:focus [aria-selected]': {
    background: 'var(--notice)',
    color: 'var(--ink)',
  },
  '.cm-searchMatch': {
    background: 'var(--notice)',
    outline: '1px solid var(--notice-edge)',
  },
  '.cm-searchMatch-selected': { outline: '2px solid var(--focus)' },
});

const COLOURS = HighlightStyle.define([
  { tag: tags.comment, color: 'var(--muted)', fontStyle: 'italic' },
  {
    tag: [tags.keyword, tags.bool, tags.null, tags.operatorKeyword],
    color: 'var(--code-keyword)',
    fontWeight: '600',
  },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--code-string)' },
  { tag: tags.number, color: 'var(--code-number)' },
  { tag: tags.meta, color: 'var(--code-decorator)' },
  {
    tag: [
      tags.definition(tags.className),
      tags.function(tags.definition(tags.variableName)),
      tags.definition(tags.function(tags.variableName)),
    ],
    color: 'var(--code-number)',
    fontWeight: '600',
  },
  { tag: tags.invalid, color: 'var(--fail)' },
]);

/** The editor's styles. Of two rules of the same specificity, the first one applies. */
export const THEME: Extension = [
  WRAPPED,
  MARKS,
  MEMORY,
  PROBLEMS,
  AROUND,
  LOOK,
  syntaxHighlighting(COLOURS),
];

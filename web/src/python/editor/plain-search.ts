/**
 * The search of the editor, for plain text alone: a regular expression would be matched on the
 * page's thread, which one of a few characters can block without end.
 */

import { SearchQuery, search, setSearchQuery } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

export const PLAIN_SEARCH: Extension = [
  search({ top: true }),
  EditorView.theme({ '.cm-panel.cm-search label:has([name=re])': { display: 'none' } }),
  // Whatever turns regular expressions on, the query stays plain.
  EditorState.transactionFilter.of((transaction) => {
    const queries = transaction.effects.flatMap((effect) =>
      effect.is(setSearchQuery) && effect.value.regexp
        ? [setSearchQuery.of(plain(effect.value))]
        : [],
    );
    return queries.length === 0
      ? transaction
      : [transaction, { effects: queries, sequential: true }];
  }),
];

function plain({ search, caseSensitive, literal, wholeWord, replace }: SearchQuery): SearchQuery {
  return new SearchQuery({ search, caseSensitive, literal, wholeWord, replace });
}

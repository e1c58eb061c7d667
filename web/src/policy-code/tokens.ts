/** Syntax highlighting of Python, limited to the syntax of the shown programs. */

type TokenKind =
  | 'comment'
  | 'string'
  | 'number'
  | 'keyword'
  | 'decorator'
  | 'definition'
  | 'name'
  | 'space'
  | 'other';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except ' +
    'finally for from global if import in is lambda nonlocal not or pass raise return try while ' +
    'with yield'
  ).split(' '),
);

/** One alternative for each kind of token, in order of precedence. */
const TOKEN =
  /(?<comment>#.*)|(?<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<number>\d[\d_]*(?:\.\d+)?)|(?<decorator>@[\w.]+)|(?<word>[A-Za-z_]\w*)|(?<space>\s+)|(?<other>[^\w\s#"'@]+|.)/gu;

/** The tokens of one line. Their concatenated text is the line. */
export function tokensOf(line: string): Token[] {
  const tokens: Token[] = [];
  let previous = '';
  for (const { 0: text, groups = {} } of line.matchAll(TOKEN)) {
    const kind = kindOf(text, groups, previous);
    tokens.push({ kind, text });
    if (kind !== 'space') {
      previous = text;
    }
  }
  return tokens;
}

function kindOf(
  text: string,
  groups: Readonly<Record<string, string | undefined>>,
  previous: string,
): TokenKind {
  if (groups.word === undefined) {
    const named = (['comment', 'string', 'number', 'decorator', 'space'] as const).find(
      (kind) => groups[kind] !== undefined,
    );
    return named ?? 'other';
  }
  if (KEYWORDS.has(text)) {
    return 'keyword';
  }
  return previous === 'def' || previous === 'class' ? 'definition' : 'name';
}

/** A line of the difference between two texts. */

interface LineChange {
  readonly is: 'removed' | 'added' | 'kept';
  readonly text: string;
}

/** The lines of both texts in order, common lines once. */
export function lineChanges(before: string, after: string): LineChange[] {
  const [olds, news] = [before, after].map((text) => text.replace(/\n$/, '').split('\n')) as [
    string[],
    string[],
  ];
  const common = commonLengths(olds, news);
  const changes: LineChange[] = [];
  let [old, fresh] = [0, 0];
  while (old < olds.length || fresh < news.length) {
    const [oldLine, newLine] = [olds[old], news[fresh]];
    if (oldLine !== undefined && oldLine === newLine) {
      changes.push({ is: 'kept', text: oldLine });
      old += 1;
      fresh += 1;
    } else if (
      newLine === undefined ||
      (oldLine !== undefined && at(common, old + 1, fresh) >= at(common, old, fresh + 1))
    ) {
      changes.push({ is: 'removed', text: oldLine ?? '' });
      old += 1;
    } else {
      changes.push({ is: 'added', text: newLine });
      fresh += 1;
    }
  }
  return changes;
}

/** The changes with `around` context lines each; `null` marks an omission. */
export function excerpt(changes: readonly LineChange[], around: number): (LineChange | null)[] {
  const shown = changes.map((_, index) =>
    changes.slice(Math.max(0, index - around), index + around + 1).some(({ is }) => is !== 'kept'),
  );
  const parts: (LineChange | null)[] = [];
  for (const [index, change] of changes.entries()) {
    if (shown[index]) {
      parts.push(change);
    } else if (parts.at(-1) !== null) {
      parts.push(null);
    }
  }
  return parts;
}

/** The number of common lines in the rests of both texts, by where the rests begin. */
function commonLengths(olds: readonly string[], news: readonly string[]): number[][] {
  const lengths = Array.from({ length: olds.length + 1 }, () =>
    new Array<number>(news.length + 1).fill(0),
  );
  for (let old = olds.length - 1; old >= 0; old -= 1) {
    for (let fresh = news.length - 1; fresh >= 0; fresh -= 1) {
      const row = lengths[old] as number[];
      row[fresh] =
        olds[old] === news[fresh]
          ? 1 + at(lengths, old + 1, fresh + 1)
          : Math.max(at(lengths, old + 1, fresh), at(lengths, old, fresh + 1));
    }
  }
  return lengths;
}

function at(lengths: readonly (readonly number[])[], old: number, fresh: number): number {
  return lengths[old]?.[fresh] ?? 0;
}

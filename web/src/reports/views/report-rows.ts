import { html, LitElement, nothing, type TemplateResult, unsafeCSS } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Rows } from '../../model/report-answers.ts';
import { type Matches, plainMatches } from '../../patterns/matches.ts';
import { PatternController } from '../../patterns/pattern-controller.ts';
import { CopyButtons } from '../../ui/copy-button.ts';
import { formatCount, formatShare } from '../../util/format.ts';
import { bar, empty, REPORT_STYLES } from './cells.ts';
import { chooseColumn, type Order, type ReportColumn, rowsAsCsv, sortRows } from './columns.ts';
import { readFilter } from './filter.ts';
import styles from './report-rows.css?inline';

type CellContent = TemplateResult | string | typeof nothing;

/** A displayed column; the first one names the rows. */
export interface ShownColumn<Row> extends ReportColumn<Row> {
  readonly show: (row: Row) => CellContent;
  /** The total below the column. */
  readonly total?: (rows: readonly Row[]) => CellContent;
  /** The kind of its cells. */
  readonly style?: 'where' | 'source' | 'crate';
}

/** Maximum number of rows drawn until all are requested. */
const MOST_ROWS = 500;

/** A table with sorting, a filter, totals, and a copy of the filtered rows as CSV. */
export abstract class ReportRows<Row> extends LitElement {
  static override styles = [...REPORT_STYLES, unsafeCSS(styles)];

  @property({ attribute: false }) rows: Rows<Row> | null = null;
  @state() private order: Order | null = null;
  @state() private typed = '';
  @state() private regularExpression = false;
  @state() private showsAll = false;
  private readonly copying = new CopyButtons(this);
  /** Changes with the matches of the regular expression. */
  @state() private matched = 0;
  private readonly patterns = new PatternController(this, () => {
    this.matched += 1;
  });
  private columns: readonly ShownColumn<Row>[] = [];
  /** The filtered rows, in order. */
  private left: readonly Row[] = [];
  private problem = '';

  /** The table's content, for its accessible name. */
  protected abstract readonly caption: string;
  /** The noun for one row and for several. */
  protected abstract readonly noun: readonly [string, string];

  /** The columns for the current rows. */
  protected abstract makeColumns(): ShownColumn<Row>[];
  /** The initial order. */
  protected abstract firstOrder(): Order;
  /** The filtered texts of a row. */
  protected abstract textsOf(row: Row): string[];

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    // The outcome of copying changes no property, and belongs to the previous content.
    if (changed.size > 0 || !this.hasUpdated) {
      this.copying.reset();
      this.columns = this.makeColumns();
      const rows = this.rows?.rows ?? [];
      const texts = rows.map((row) => this.textsOf(row));
      const { matches, problem } = readFilter(this.typed, this.findMatches(texts));
      const matching = rows.filter((_, index) => matches(texts[index] ?? []));
      this.left = sortRows(matching, this.columns, this.currentOrder);
      this.problem = problem;
    }
    if (changed.has('typed') || changed.has('regularExpression')) {
      this.showsAll = false;
    }
  }

  override render(): TemplateResult {
    const all = this.rows?.rows.length ?? 0;
    if (all === 0) {
      return empty(this.rows === null ? 'No report yet.' : this.emptiness());
    }
    return html`
      ${this.renderTools(all)}
      ${
        this.left.length === 0
          ? empty(`None of ${formatCount(all)} ${this.noun[1]} matches the filter.`)
          : this.renderTable(all)
      }
    `;
  }

  /** The message of a report without rows. */
  protected emptiness(): string {
    return 'No allocations.';
  }

  private findMatches(texts: readonly (readonly string[])[]): Matches | null {
    return this.regularExpression
      ? this.patterns.match(this.typed, texts.flat())
      : plainMatches(this.typed);
  }

  private get currentOrder(): Order {
    const { order, columns } = this;
    const known = columns.some(({ label }) => label === order?.label);
    return order !== null && known ? order : this.firstOrder();
  }

  private renderTools(all: number): TemplateResult {
    const [, many] = this.noun;
    return html`<div class="tools">
      <div class="filter">
        <label for="filter">Filter</label>
        <input
          id="filter"
          type="search"
          autocomplete="off"
          spellcheck="false"
          placeholder="function or file:line"
          .value=${this.typed}
          aria-invalid=${this.problem === '' ? 'false' : 'true'}
          aria-describedby="count problem"
          @input=${(event: Event) => {
            this.typed = (event.target as HTMLInputElement).value;
          }}
        />
        <label class="pattern">
          <input
            type="checkbox"
            .checked=${this.regularExpression}
            @change=${(event: Event) => {
              this.regularExpression = (event.target as HTMLInputElement).checked;
            }}
          />
          Regular expression
        </label>
      </div>
      <p id="count" class="small muted" role="status">
        ${
          this.left.length === all
            ? `${formatCount(all)} ${this.many(all)}`
            : `${formatCount(this.left.length)} of ${formatCount(all)} ${many}`
        }
      </p>
      ${this.copying.render(
        { CSV: () => rowsAsCsv(this.left, this.columns) },
        this.left.length === 0,
      )}
      <p id="problem" class="error" role="alert">${this.problem}</p>
    </div>`;
  }

  private many(count: number): string {
    return this.noun[count === 1 ? 0 : 1];
  }

  private renderTable(all: number): TemplateResult {
    const { columns, left, showsAll } = this;
    const drawn = showsAll ? left : left.slice(0, MOST_ROWS);
    const [, ...others] = columns;
    // Explicit roles, because a table laid out as cards loses its own.
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${this.caption}>
        <table role="table" aria-label=${this.caption}>
          <thead role="rowgroup">
            <tr role="row">
              ${columns.map((column) => this.renderHeader(column))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            ${drawn.map((row) => this.renderRow(row))}
          </tbody>
          <tfoot role="rowgroup">
            <tr role="row" data-testid="total">
              <th role="rowheader" scope="row">
                ${left.length === all ? 'Total' : 'Filtered total'}
              </th>
              ${others.map(
                (column) =>
                  html`<td role="cell" class=${classOf(column)} data-label=${column.label}
                    ><span>${column.total?.(left) ?? nothing}</span></td
                  >`,
              )}
            </tr>
          </tfoot>
        </table>
      </div>
      ${drawn.length < left.length ? this.renderMore(drawn.length) : nothing}`;
  }

  private renderHeader(column: ShownColumn<Row>): TemplateResult {
    const { label, descending } = this.currentOrder;
    const sorted = column.label === label;
    return html`<th
      role="columnheader"
      scope="col"
      class=${classOf(column)}
      aria-sort=${sorted ? (descending ? 'descending' : 'ascending') : nothing}
    >
      <button
        class="sort"
        @click=${() => {
          this.order = chooseColumn(this.currentOrder, column);
        }}
      >
        ${column.label}<span class="arrow" aria-hidden="true"
          >${sorted ? (descending ? '↓' : '↑') : ''}</span
        >
      </button>
    </th>`;
  }

  private renderRow(row: Row): TemplateResult {
    const [first, ...others] = this.columns;
    return html`<tr role="row" data-testid="row">
      <th role="rowheader" scope="row">${first?.show(row)}</th>
      ${others.map(
        (column) =>
          html`<td role="cell" class=${classOf(column)} data-label=${column.label}
            ><span>${column.show(row)}</span></td
          >`,
      )}
    </tr>`;
  }

  private renderMore(drawn: number): TemplateResult {
    return html`<p class="more">
      Showing the first ${formatCount(drawn)}; totals include all.
      <button
        @click=${() => {
          this.showsAll = true;
        }}
      >
        Show all ${formatCount(this.left.length)} ${this.noun[1]}
      </button>
    </p>`;
  }
}

function classOf({ number, style }: ShownColumn<never>): string {
  return number ? 'number' : (style ?? '');
}

/** A share of a whole, with its bar. */
export function share(part: number, whole: number): TemplateResult {
  return html`<span class="share">${formatShare(part, whole)} ${bar(part, whole)}</span>`;
}

/** A share in percent, as a plain number for CSV. */
export function percentOf(part: number, whole: number): number {
  return whole > 0 ? (100 * part) / whole : 0;
}

/** The sum over rows. */
export function sumOf<Row>(rows: readonly Row[], value: (row: Row) => number): number {
  return rows.reduce((sum, row) => sum + value(row), 0);
}

/** What the tests use of sql.js. */
export interface SqlJs {
  Database: new () => {
    run(sql: string): void;
    exec(sql: string): unknown;
    create_function(name: string, callback: (value: number) => number): void;
    export(): Uint8Array;
    close(): void;
  };
}

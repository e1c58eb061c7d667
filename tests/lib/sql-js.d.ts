/** The parts of sql.js used by the tests. */
export interface SqlJs {
  Database: new () => {
    run(sql: string): void;
    exec(sql: string): unknown;
    create_function(name: string, callback: (value: number) => number): void;
    export(): Uint8Array;
    close(): void;
  };
}

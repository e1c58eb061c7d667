/** The limit of a run's memory in the tests, unless told: pytest-memray's `limit_memory("200 MB")`. */
export const TEST_LIMIT = '200MB';

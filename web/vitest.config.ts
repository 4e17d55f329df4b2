import { defineConfig } from 'vitest/config';

export default defineConfig({
    test: { include: ['tests/unit/*.test.ts'], setupFiles: ['tests/support/node_crypto.ts'], pool: 'threads', maxWorkers: 1, minWorkers: 1 },
});

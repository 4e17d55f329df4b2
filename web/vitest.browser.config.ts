import { defineConfig } from 'vitest/config';

export default defineConfig({
    test: {
        include: ['tests/browser/*.test.ts'], setupFiles: ['tests/support/node_crypto.ts'], pool: 'forks',
        fileParallelism: false, testTimeout: 90_000, hookTimeout: 90_000,
    },
});
